import KAAStorage

extension PurgeReason: SQLConvertible {}

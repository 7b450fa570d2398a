import KAAStorage

extension PurgeState: SQLConvertible {}

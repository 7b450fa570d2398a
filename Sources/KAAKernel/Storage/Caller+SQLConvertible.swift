public import KAAStorage

extension Purpose: SQLConvertible {}

extension Caller.Kind: SQLConvertible {}

public import KAAStorage

extension SkyddadePersonuppgifter: SQLConvertible {}

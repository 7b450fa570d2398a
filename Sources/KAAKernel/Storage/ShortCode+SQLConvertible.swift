public import KAAStorage

extension DistrictCode: SQLConvertible {}

extension Kommunkod: SQLConvertible {}

extension ShortCode: SQLConvertible {}

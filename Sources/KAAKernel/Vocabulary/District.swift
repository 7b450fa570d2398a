/// A city district during the time its borders and its code stood.
public struct District: Hashable, Sendable {
    /// Who gave a district its code.
    public enum CodeOrigin: Hashable, Sendable {
        /// The city's own area code.
        case official
        /// Ours, until the city's code is known. It must not leave the system as if it were the city's.
        case provisional
    }

    /// The code, unique within its city over all time.
    public let code: DistrictCode
    /// The name officials use.
    public let name: String
    /// Who gave the code.
    public let codeOrigin: CodeOrigin
    /// When the district existed.
    public let validity: CivilDateInterval
    /// The district that took over when this one ended; `nil` while it stands.
    public let successor: DistrictCode?

    /// Creates a district from its dated facts.
    public init(
        code: DistrictCode,
        name: String,
        codeOrigin: CodeOrigin = .official,
        validity: CivilDateInterval,
        successor: DistrictCode? = nil
    ) {
        self.code = code
        self.name = name
        self.codeOrigin = codeOrigin
        self.validity = validity
        self.successor = successor
    }
}

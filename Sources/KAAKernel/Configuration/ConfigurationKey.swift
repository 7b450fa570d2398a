/// One key of the configuration: its name, what it means, what it may be, and what it is if not said.
///
/// The name appears once in the program, so documentation, refusal of unknown keys and reading cannot drift apart.
public struct ConfigurationKey: Hashable, Sendable {
    /// What values a key takes.
    public enum Kind: Hashable, Sendable {
        /// Text that is not empty.
        case text

        /// One of these texts.
        case choice([String])

        /// A whole number within a range.
        case integer(ClosedRange<Int>)

        /// A number within a range.
        case number(ClosedRange<Double>)

        /// `true` or `false`.
        case flag

        /// A day of the year, as `MM-DD`.
        case dayOfYear
    }

    /// The dotted name, such as `server.port`.
    ///
    /// A component `<…>` stands for any name.
    public let name: String

    /// What values it takes.
    public let kind: Kind

    /// The value if the key is not given, as it would be written; `nil` if the key may be left out without a value.
    public let defaultText: String?

    /// What the key means, for the operations manual.
    public let documentation: String

    /// Creates a key.
    ///
    /// - Parameters:
    ///   - name: The dotted name.
    ///   - kind: What values it takes.
    ///   - defaultText: The value if it is not given, as it would be written.
    ///   - documentation: A sentence or two, with the unit.
    public init(_ name: String, _ kind: Kind, default defaultText: String?, _ documentation: String) {
        self.name = name
        self.kind = kind
        self.defaultText = defaultText
        self.documentation = documentation
    }

    /// The environment variable that overrides the key: `KAAD_SERVER_PORT` for `server.port`.
    public var environmentVariable: String {
        var result = "KAAD_"
        var previous: Character = "_"
        for character in self.name {
            if character.isUppercase, previous.isLowercase {
                result.append("_")
            }
            result.append(
                character.isLetter || character.isNumber || character == "<" || character == ">" ? character : "_"
            )
            previous = character
        }
        return result.uppercased()
    }

    /// Whether `name` is this key, or one of those it stands for.
    func matches(_ name: String) -> Bool {
        let own = self.name.split(separator: ".", omittingEmptySubsequences: false)
        let other = name.split(separator: ".", omittingEmptySubsequences: false)
        return own.count == other.count && zip(own, other).allSatisfy { $0 == $1 || $0.hasPrefix("<") }
    }

    /// What stands in the place of this key's component `<…>` in `names`, sorted; `nil` if the key has none.
    func component(in names: [String]) -> [String]? {
        guard let index = self.name.split(separator: ".").firstIndex(where: { $0.hasPrefix("<") }) else { return nil }
        let found = names.filter(self.matches).map { String($0.split(separator: ".")[index]) }
        return Set(found).sorted()
    }

    /// This key with its component `<…>` replaced.
    func named(_ component: String) -> ConfigurationKey {
        let name = self.name.split(separator: ".").map { $0.hasPrefix("<") ? component : String($0) }
        return ConfigurationKey(
            name.joined(separator: "."),
            self.kind,
            default: self.defaultText,
            self.documentation
        )
    }
}

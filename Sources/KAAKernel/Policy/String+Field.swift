import KAARPC

extension String {
    /// Reads a line of text from a field of a request: a name of a school or an intervention, never of a person.
    ///
    /// - Parameters:
    ///   - name: The field in the contract, as a dotted path.
    ///   - text: The text.
    ///   - maximumCount: The most characters it may have.
    /// - Throws: ``KAARPC/RPCError`` that names the field if the text is blank, too long, has a control character, or has
    ///   ten digits in a row as a personnummer does.
    public init(field name: String, _ text: String, maximumCount: Int) throws {
        guard text.contains(where: { !$0.isWhitespace }) else { throw RPCError.invalid(name, "is blank") }
        guard text.count <= maximumCount else {
            throw RPCError.invalid(name, "is longer than \(maximumCount) characters")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw RPCError.invalid(name, "has a control character")
        }
        guard !Self.hasTenDigits(text) else { throw RPCError.invalid(name, "has a number like a personnummer") }
        self = text
    }

    /// Whether ten digits follow one another, hyphens, plus signs and spaces between them aside.
    private static func hasTenDigits(_ text: String) -> Bool {
        var count = 0
        for character in text {
            switch character {
            case _ where character.isNumber: count += 1
            case "-", "+", " ": continue
            default: count = 0
            }
            if count == 10 { return true }
        }
        return false
    }
}

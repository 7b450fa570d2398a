/// The shape of a personnummer or samordningsnummer in a text, whether or not such a number exists.
///
/// - Note: SKV M 2010:3; Skatteverket's samordningsnummer add 60 to the day.
package enum IdentityNumberShape {
    /// Whether digits that could be such a number stand in `text`: a date of six or eight digits and four more, or three and a
    /// letter as in a TF-nummer, together or apart by one sign.
    ///
    /// - Complexity: O(*n*).
    package static func occurs(in text: String) -> Bool {
        self.runs(in: text).contains { self.holdsNumber($0) } || self.namesLastFour(text)
    }

    /// Whether the last four digits stand in a text by that name, which people write apart from the date.
    private static func namesLastFour(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.indices.contains { index in
            guard index + 2 < words.endIndex, ["sista", "fyra"].contains(words[index]) else { return false }
            let isNamed = words[index + 1] == (words[index] == "sista" ? "fyra" : "sista")
            let digits = words[(index + 2)...].prefix(3).first { $0.count == 4 && $0.allSatisfy(\.isWholeNumber) }
            return isNamed && digits != nil
        }
    }

    /// The stretches of digits, with the signs between them that people write in numbers left out.
    ///
    /// A stretch keeps where its groups end, since groups tell a telephone number from a date.
    private static func runs(in text: String) -> [[[Int]]] {
        var runs: [[[Int]]] = []
        var groups: [[Int]] = []
        var separators = 0
        for character in text {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                if groups.isEmpty || separators > 0 { groups.append([]) }
                groups[groups.count - 1].append(digit)
                separators = 0
            } else if !groups.isEmpty, separators < 3, Self.separators.contains(character) {
                separators += 1
            } else if !groups.isEmpty {
                runs.append(groups)
                groups = []
                separators = 0
            }
        }
        return groups.isEmpty ? runs : runs + [groups]
    }

    private static func holdsNumber(_ groups: [[Int]]) -> Bool {
        for start in groups.indices {
            var digits: [Int] = []
            var lengths: [Int] = []
            for (index, group) in zip(groups.indices[start...], groups[start...]) {
                digits += group
                lengths.append(group.count)
                if digits.count > 12 { break }
                // Two dates, one after the other: the second goes on.
                let isDates = lengths == [4, 2, 2, 4] && groups[(index + 1)...].prefix(2).map(\.count) == [2, 2]
                if !isDates, self.isNumber(digits, lengths: lengths) { return true }
            }
        }
        return false
    }

    private static func isNumber(_ digits: [Int], lengths: [Int]) -> Bool {
        guard digits.count == 10 || digits.count == 12 else { return false }
        let short = Array(digits.suffix(10))
        let month = short[2] * 10 + short[3]
        let day = short[4] * 10 + short[5]
        guard (1...12).contains(month), (1...31).contains(day) || (61...91).contains(day) else { return false }
        if digits.count == 12 {
            let century = digits[0] * 10 + digits[1]
            return (18...21).contains(century)
        }
        // A telephone number is written in other groups, or without groups and fails the check digit.
        let isWrittenAsNumber =
            lengths == [10] || lengths == [6, 4] || lengths == [2, 2, 2, 4] || lengths == [2, 2, 2, 2, 2]
        // No subscriber of the area 08 has a number that begins with 0.
        let isNoTelephone = short[0] != 0 || short[..<3] == [0, 8, 0]
        return isWrittenAsNumber && (lengths != [10] || isNoTelephone || self.hasCheckDigit(short))
    }

    private static func hasCheckDigit(_ digits: [Int]) -> Bool {
        let sum = digits.enumerated().reduce(0) { sum, element in
            let product = element.element * (element.offset.isMultiple(of: 2) ? 2 : 1)
            return sum + product / 10 + product % 10
        }
        return sum.isMultiple(of: 10)
    }

    private static let separators: Set<Character> = [" ", "-", "+", "–", "−", "\u{2011}", "\u{A0}", ".", "/"]
}

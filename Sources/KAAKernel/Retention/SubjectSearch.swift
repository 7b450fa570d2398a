import Foundation

/// Finds whether encoded messages name any of some people.
struct SubjectSearch: Sendable {
    private static let textLength = 36
    private static let hyphens = [8, 13, 18, 23]

    private let subjects: Set<YoungPersonID>

    init(_ subjects: Set<YoungPersonID>) {
        self.subjects = subjects
    }

    /// Whether one of the identifiers stands in the bytes, in the text form that contracts use.
    ///
    /// - Complexity: O(*n*) in the number of bytes, however many people there are.
    func finds(in bytes: [UInt8]) -> Bool {
        guard bytes.count >= Self.textLength else { return false }
        for start in 0...(bytes.count - Self.textLength)
        where Self.hyphens.allSatisfy({ bytes[start + $0] == UInt8(ascii: "-") }) {
            let text = String(decoding: bytes[start..<(start + Self.textLength)], as: UTF8.self)
            if let found = YoungPersonID(text), self.subjects.contains(found) { return true }
        }
        return false
    }
}

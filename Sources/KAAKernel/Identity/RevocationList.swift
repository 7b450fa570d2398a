public import Foundation

/// What has been withdrawn before its time: tokens, holders, keys and client certificates.
///
/// A text file with one entry a line; empty lines and those that begin with `#` are passed over:
///
///     token 019ac1f2-…            # the 'jti' of one token
///     subject anna.andersson      # every token of this 'sub', whoever issued it
///     key 2026-10                 # every token signed by the key of this 'kid'
///     certificate 5f3a…           # the client certificate with this SHA-256, 64 hexadecimal digits
public struct RevocationList: Equatable, Sendable {
    /// The longest file that is read, in bytes: some 20,000 entries.
    static let maximumBytes = 1024 * 1024

    private(set) var tokens: Set<String> = []
    private(set) var subjects: Set<String> = []
    private(set) var keys: Set<String> = []
    private(set) var certificates: Set<String> = []

    /// Lines that could not be understood, counted from 1.
    public private(set) var mistakenLines: [Int] = []

    /// An empty list.
    public init() {}

    /// Reads a list; lines that cannot be understood are told of in ``mistakenLines`` and the others count.
    public init(_ content: Data) {
        let lines = String(decoding: content, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        for (index, line) in lines.enumerated() {
            let text = line.prefix { $0 != "#" }
            let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty { continue }
            guard words.count == 2, self.add(words[1], as: words[0]) else {
                self.mistakenLines.append(index + 1)
                continue
            }
        }
    }

    private mutating func add(_ value: String, as kind: String) -> Bool {
        switch kind {
        case "token": self.tokens.insert(value)
        case "subject": self.subjects.insert(value)
        case "key": self.keys.insert(value)
        case "certificate":
            let digits = value.lowercased().filter { $0 != ":" }
            guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else { return false }
            self.certificates.insert(digits)
        default: return false
        }
        return true
    }

    /// This list and the entries of `other`.
    func union(_ other: Self) -> Self {
        var result = self
        result.tokens.formUnion(other.tokens)
        result.subjects.formUnion(other.subjects)
        result.keys.formUnion(other.keys)
        result.certificates.formUnion(other.certificates)
        return result
    }

    /// Whether a proven token, its holder or its key is on the list.
    func covers(_ proof: CallerProof) -> Bool {
        if let token = proof.token, self.tokens.contains(token) { return true }
        return self.keys.contains(proof.key) || self.subjects.contains(proof.caller.subject)
    }

    /// Whether a client certificate, or the system that it stands for, is on the list.
    func covers(certificate fingerprint: String, of subject: String) -> Bool {
        self.certificates.contains(fingerprint) || self.subjects.contains(subject)
    }
}

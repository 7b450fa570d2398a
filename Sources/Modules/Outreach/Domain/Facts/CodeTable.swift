/// The codes of a closed list, for reading them from bytes without making strings.
struct CodeTable<Code: RawRepresentable<String> & CaseIterable & Sendable>: Sendable {
    private let entries: [(bytes: [UInt8], code: Code)]

    /// Collects the raw values of all cases.
    init() {
        self.entries = Code.allCases.map { (Array($0.rawValue.utf8), $0) }
    }

    /// The code whose raw value `bytes` spell, or `nil`.
    ///
    /// - Complexity: Linear in the length of the list, which is short.
    func code(_ bytes: Span<UInt8>) -> Code? {
        for entry in self.entries where bytes.elementsEqual(entry.bytes) {
            return entry.code
        }
        return nil
    }
}

extension Span<UInt8> {
    /// Whether the span holds exactly `bytes`.
    func elementsEqual(_ bytes: [UInt8]) -> Bool {
        guard self.count == bytes.count else { return false }
        for index in 0..<self.count where self[index] != bytes[index] {
            return false
        }
        return true
    }
}

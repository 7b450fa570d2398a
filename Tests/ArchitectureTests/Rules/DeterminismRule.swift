/// Time, randomness and identifiers are passed in where rules are decided and where a city is made from a seed.
struct DeterminismRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.filter(Self.isDeterministic).flatMap { file -> [Violation] in
            guard let swift = file.swift else { return [] }
            let calls = Self.calls.flatMap(swift.occurrences(of:))
            let members = swift.occurrences(of: [".", "now"]).filter { Self.isImplicitMember(at: $0, in: swift) }
            return (calls + members).sorted().map { start in
                let line = swift.tokens[start].line
                return Violation(file.path, line: line, "Time, randomness and identifiers are passed in, not taken.")
            }
        }
    }

    private static let calls = [
        ["Date", "(", ")"],
        ["Date", ".", "now"],
        ["ContinuousClock", "("],
        ["ContinuousClock", ".", "now"],
        ["SuspendingClock", "("],
        ["SuspendingClock", ".", "now"],
        ["UUID", "(", ")"],
        ["SystemRandomNumberGenerator"],
        ["Calendar", ".", "current"],
        ["TimeZone", ".", "current"],
        ["Locale", ".", "current"],
    ]

    private static func isDeterministic(_ file: SourceFile) -> Bool {
        guard let module = file.module else { return file.target == "KAADemonstration" }
        return ["Domain", "Service"].contains { file.isBelow("Sources/Modules/\(module)/\($0)") }
    }

    /// Whether nothing stands before the dot, so that the type decides what `.now` is; a clock that was passed in
    /// stands before it.
    private static func isImplicitMember(at index: Int, in swift: SwiftSource) -> Bool {
        guard index > 0 else { return true }
        let previous = swift.tokens[index - 1]
        return !previous.isIdentifier && !")]?!}".contains(previous.text)
    }
}

/// Promises that the compiler can't check are made in `KAAWire` and `KAARPC` only, each with its proof beside it.
struct UncheckedSafetyRule: ArchitectureRule {
    private static let homes: Set = ["KAAWire", "KAARPC"]

    /// How many lines above the promise its proof may stand, for one between attributes and a long declaration.
    private static let proofDistance = 3

    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources").flatMap { file -> [Violation] in
            guard let swift = file.swift else { return [] }
            let promises =
                swift.occurrences(of: ["@", "unchecked", "Sendable"])
                + swift.occurrences(of: ["nonisolated", "(", "unsafe", ")"])
            return promises.sorted().compactMap { start in
                let line = swift.tokens[start].line
                guard Self.homes.contains(file.target ?? "") else {
                    return Violation(file.path, line: line, "Only KAAWire and KAARPC promise the unchecked.")
                }
                guard !swift.hasComment(near: line, distance: Self.proofDistance) else { return nil }
                return Violation(file.path, line: line, "The promise has no proof: say above it why it is safe.")
            }
        }
    }
}

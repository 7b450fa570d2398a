/// A file declares one type that others can see.
///
/// Nested types and those that only the file itself can see come with it. Tests keep their samples beside them, so
/// the rule is for `Sources`, `Tools` and `Examples`.
struct OneTypePerFileRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources", "Tools", "Examples").flatMap { file in
            (file.swift?.declarations ?? [])
                .filter { $0.isTopLevel && $0.isType && !$0.isPrivate }
                .dropFirst()
                .map { Violation(file.path, line: $0.line, "\($0.name) is a second type: give it a file of its own.") }
        }
    }
}

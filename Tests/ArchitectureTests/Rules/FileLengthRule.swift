/// A file has at most 600 lines, and more than 400 make a warning.
///
/// A state machine or a table may be longer as a listed exception.
struct FileLengthRule: ArchitectureRule {
    private static let warningLength = 400
    private static let errorLength = 600

    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources", "Tests", "Tools", "Examples", "Benchmarks").compactMap { file in
            let length = file.swift?.lineCount ?? 0
            guard length > Self.warningLength else { return nil }
            return Violation(
                file.path,
                severity: length > Self.errorLength ? .error : .warning,
                "The file has \(length) lines; more than \(Self.warningLength) need a second look."
            )
        }
    }
}

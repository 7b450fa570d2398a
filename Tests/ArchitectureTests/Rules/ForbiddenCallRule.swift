/// Nothing in `Sources` crashes on purpose, starts work that nobody awaits, or prints past the command line.
struct ForbiddenCallRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources").flatMap { file in
            Self.patterns.filter { !$0.allowedTargets.contains(file.target ?? "") }.flatMap { pattern in
                Self.occurrences(of: pattern, in: file).map {
                    Violation(file.path, line: $0, "\(pattern.words.joined()) is not used here: \(pattern.reason)")
                }
            }
        }
    }

    private static func occurrences(of pattern: Pattern, in file: SourceFile) -> [Int] {
        guard let swift = file.swift else { return [] }
        return swift.occurrences(of: pattern.words).compactMap { start in
            let previous = start > 0 ? swift.tokens[start - 1] : nil
            // After a dot or `func` it is a member of that name and not the function that is meant.
            guard previous?.text != ".", previous?.isWord("func") != true else { return nil }
            let line = swift.tokens[start].line
            // `try !done` negates; only a sign that touches the word makes it crash.
            guard !pattern.mustTouch || file.line(line).contains(pattern.words.joined()) else { return nil }
            return line
        }
    }

    private static let patterns: [Pattern] = [
        Pattern(["try", "!"], "throw the error on.", mustTouch: true),
        Pattern(["as", "!"], "use as? and say what happens otherwise."),
        Pattern(["fatalError", "("], "throw, or use a precondition with a message for a programmer's error."),
        Pattern(["Task", "{"], Self.unawaited),
        Pattern(["Task", "("], Self.unawaited),
        Pattern(["Task", ".", "detached"], Self.unawaited),
        Pattern(["Task", ".", "immediate"], Self.unawaited),
        Pattern(["print", "("], Self.printing, allowedTargets: ["kaad"]),
        Pattern(["debugPrint", "("], Self.printing, allowedTargets: ["kaad"]),
        Pattern(["dump", "("], Self.printing, allowedTargets: ["kaad"]),
    ]

    private static let unawaited = "work runs in a task group that its owner awaits."
    private static let printing = "log it, or return it to the command."
}

extension ForbiddenCallRule {
    private struct Pattern: Sendable {
        let words: [String]
        let reason: String
        let allowedTargets: Set<String>
        let mustTouch: Bool

        init(_ words: [String], _ reason: String, allowedTargets: Set<String> = [], mustTouch: Bool = false) {
            self.words = words
            self.reason = reason
            self.allowedTargets = allowedTargets
            self.mustTouch = mustTouch
        }
    }
}

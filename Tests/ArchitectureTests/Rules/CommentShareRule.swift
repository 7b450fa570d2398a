/// Comments give reasons, so they are few: at most 3 % of a target's lines.
///
/// Documentation doesn't count. A small target may have five comments whatever its size.
struct CommentShareRule: ArchitectureRule {
    private static let maximumPercentage = 3
    private static let freeComments = 5

    func violations(in tree: SourceTree) -> [Violation] {
        let files = tree.handWrittenSwift(under: "Sources")
        return Dictionary(grouping: files) { $0.target ?? "" }.sorted { $0.key < $1.key }.compactMap { target, files in
            let lines = files.reduce(0) { $0 + ($1.swift?.lineCount ?? 0) }
            let comments = files.reduce(0) { $0 + Self.remarkLines(in: $1) }
            let mostCommented = files.max { Self.remarkLines(in: $0) < Self.remarkLines(in: $1) }
            guard
                comments > Self.freeComments,
                comments * 100 > lines * Self.maximumPercentage,
                let mostCommented
            else { return nil }
            return Violation(
                mostCommented.path,
                "\(target) has \(comments) lines of // comments in \(lines) lines; most of them are in this file."
            )
        }
    }

    private static func remarkLines(in file: SourceFile) -> Int {
        Set((file.swift?.comments ?? []).filter { $0.kind == .remark }.map(\.line)).count
    }
}

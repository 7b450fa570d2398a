/// No comment stands for missing work without an issue, and no banner divides a short file.
struct PlainCommentRule: ArchitectureRule {
    private static let openWork = ["TODO", "FIXME", "XXX", "HACK"]

    /// The length from which a file may have banners.
    private static let bannerLength = 200

    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources", "Tests", "Tools", "Examples").flatMap { file -> [Violation] in
            guard let swift = file.swift else { return [] }
            return swift.comments.compactMap { comment in
                let words = comment.text.split { !$0.isLetter && !$0.isNumber && $0 != "#" }.map(String.init)
                if words.contains(where: Self.openWork.contains), !words.contains(where: Self.isIssueNumber) {
                    return Violation(file.path, line: comment.line, "Open work has no issue number, as in TODO(#12).")
                }
                if words.first == "MARK", swift.lineCount < Self.bannerLength {
                    return Violation(file.path, line: comment.line, "A file this short has no banners.")
                }
                return nil
            }
        }
    }

    private static func isIssueNumber(_ word: String) -> Bool {
        word.hasPrefix("#") && word.count > 1 && word.dropFirst().allSatisfy(\.isNumber)
    }
}

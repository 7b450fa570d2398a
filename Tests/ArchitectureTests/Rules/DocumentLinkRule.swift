/// A link from one document to another leads somewhere.
struct DocumentLinkRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.filter { $0.name.hasSuffix(".md") }.flatMap { file -> [Violation] in
            let lines = (file.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            var isCode = false
            return lines.enumerated().flatMap { index, line -> [Violation] in
                isCode = line.hasPrefix("```") ? !isCode : isCode
                guard !isCode, !line.hasPrefix("    ") else { return [] }
                return Self.targets(of: line)
                    .filter { !Self.exists($0, from: file, in: tree) }
                    .map { Violation(file.path, line: index + 1, "The link leads nowhere: \($0)") }
            }
        }
    }

    /// The paths that `line` links to, without those on other sites and in the document itself.
    private static func targets(of line: Substring) -> [Substring] {
        line.ranges(of: "](").compactMap { range in
            let target = line[range.upperBound...].prefix { $0 != ")" && $0 != "#" }
            return target.isEmpty || target.contains(":") ? nil : target
        }
    }

    private static func exists(_ target: Substring, from file: SourceFile, in tree: SourceTree) -> Bool {
        var parts = file.path.split(separator: "/").dropLast()
        for part in target.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(part)
                continue
            }
            guard parts.popLast() != nil else { return false }
        }
        let path = parts.joined(separator: "/")
        return tree.file(at: path) != nil || tree.files.contains { $0.isBelow(path) }
    }
}

/// The names that git leaves out of the repository.
///
/// It understands what this project's `.gitignore` uses: names, names that end in a slash for folders, a leading
/// slash for the root, and one `*` at the start of a name. A line of any other form is refused, so that a rule never
/// skips files by a misreading.
struct IgnoreList: Sendable {
    private let patterns: [Pattern]

    /// Reads the lines of a `.gitignore`.
    ///
    /// - Throws: ``UnsupportedPattern`` if a line has a form that this type doesn't know.
    init(parsing text: String) throws(UnsupportedPattern) {
        var patterns = [Pattern(name: ".git", isRooted: true, isFolder: false, isSuffix: false)]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let isRooted = line.hasPrefix("/")
            let isFolder = line.hasSuffix("/")
            var name = line.dropFirst(isRooted ? 1 : 0).dropLast(isFolder ? 1 : 0)
            let isSuffix = name.hasPrefix("*")
            name = name.dropFirst(isSuffix ? 1 : 0)
            guard !name.isEmpty, !name.contains(where: { "*?[]!/\\ ".contains($0) }) else {
                throw UnsupportedPattern(line: String(line))
            }
            patterns.append(Pattern(name: String(name), isRooted: isRooted, isFolder: isFolder, isSuffix: isSuffix))
        }
        self.patterns = patterns
    }

    /// Returns whether git leaves the file or folder at `path` out.
    func matches(_ path: String, isFolder: Bool) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return self.patterns.contains { pattern in
            (!pattern.isRooted || path == name) && (!pattern.isFolder || isFolder)
                && (pattern.isSuffix ? name.hasSuffix(pattern.name) : name == pattern.name)
        }
    }
}

extension IgnoreList {
    /// A line that this type can't read.
    struct UnsupportedPattern: Error, Hashable {
        let line: String
    }

    private struct Pattern: Sendable {
        let name: String
        let isRooted: Bool
        let isFolder: Bool
        let isSuffix: Bool
    }
}

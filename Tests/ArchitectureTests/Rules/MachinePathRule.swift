import Foundation

/// No file names a place on somebody's machine: the project works wherever it is cloned.
struct MachinePathRule: ArchitectureRule {
    /// Where people and their machines keep things, without the slashes.
    private static let personalFolders = ["home", "Users", "root", "opt", "mnt", "media", "workspace"]

    /// The folder that `Sources` and `Tests` get from the system and never by its name.
    private static let temporaryFolder = "tmp"

    /// Folders that every machine has, and that documentation may name even if the project is cloned into one.
    private static let systemFolders: Set = [temporaryFolder, "dev", "etc", "run", "srv", "usr", "var"]

    /// The beginnings of paths that no file may have, with both slashes.
    private let forbidden: [String]

    /// Creates a rule for a repository that is cloned to `root`, whose path no file may have either.
    init(root: URL = SourceTree.projectRoot) {
        let folders = root.deletingLastPathComponent().pathComponents.dropFirst()
        let clone = folders.joined(separator: "/")
        let isNamed = !clone.isEmpty && !Self.systemFolders.contains(clone)
        self.forbidden = (Self.personalFolders + (isNamed ? [clone] : [])).map { "/\($0)/" }
    }

    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.flatMap { file -> [Violation] in
            guard let text = file.text else { return [] }
            let isCode = file.isBelow("Sources") || file.isBelow("Tests")
            let folders = self.forbidden + (isCode ? ["/\(Self.temporaryFolder)/"] : [])
            guard folders.contains(where: text.contains) else { return [] }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.enumerated().compactMap { index, line in
                let found = folders.first { Self.startsAPath($0, in: line) }
                return found.map { Violation(file.path, line: index + 1, "The line has a path of one machine, \($0)…") }
            }
        }
    }

    /// Whether `folder` stands in `line` as the beginning of an absolute path, and not inside a URL or a longer path.
    private static func startsAPath(_ folder: String, in line: Substring) -> Bool {
        line.ranges(of: folder).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let previous = line[line.index(before: range.lowerBound)]
            return !previous.isLetter && !previous.isNumber && !"._-~/})*".contains(previous)
        }
    }
}

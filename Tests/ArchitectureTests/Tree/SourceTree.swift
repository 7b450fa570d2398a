/// The files of a repository, by path relative to its root.
///
/// A tree is a value: rules are tested on small trees written in a test, and then run on the project's own files.
struct SourceTree: Sendable {
    /// The files, ordered by path.
    let files: [SourceFile]

    private let filesByPath: [String: SourceFile]

    init(files: [SourceFile]) {
        self.files = files.sorted { $0.path < $1.path }
        self.filesByPath = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    }

    /// Creates a tree in memory, from paths to texts.
    init(_ texts: [String: String]) {
        self.init(files: texts.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    /// The file at `path`, if there is one.
    func file(at path: String) -> SourceFile? {
        self.filesByPath[path]
    }

    /// The Swift files below any of `folders` that people write, so without the generated ones.
    func handWrittenSwift(under folders: String...) -> [SourceFile] {
        self.files.filter { file in
            file.swift != nil && !file.isGenerated && folders.contains { file.isBelow($0) }
        }
    }

    /// The names of the modules, which are the folders below `Sources/Modules`.
    var moduleNames: Set<String> {
        Set(self.files.compactMap(\.module))
    }
}

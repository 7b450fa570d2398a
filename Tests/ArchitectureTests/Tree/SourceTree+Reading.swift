import Foundation

extension SourceTree {
    /// The files of this project, read once for all tests.
    static let project = Result { try SourceTree(readingFrom: Self.projectRoot) }

    /// The folder that holds `Tests`, found from the place of this file.
    ///
    /// Links are followed, so that a package that links to this folder finds the same root.
    static let projectRoot: URL = {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        while folder.lastPathComponent != "Tests", folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
        }
        return folder.deletingLastPathComponent()
    }()

    /// Reads every file below `root` that git would track.
    ///
    /// - Parameter root: The folder that holds `.gitignore`.
    /// - Throws: An error if a folder or a file can't be read.
    init(readingFrom root: URL) throws {
        let ignored = try IgnoreList(parsing: String(contentsOf: root.appending(path: ".gitignore"), encoding: .utf8))
        var files: [SourceFile] = []
        try Self.read(folder: root, path: "", ignored: ignored, into: &files)
        self.init(files: files)
    }

    private static func read(folder: URL, path: String, ignored: IgnoreList, into files: inout [SourceFile]) throws {
        let keys: Set<URLResourceKey> = [.isDirectoryKey, .isRegularFileKey]
        for entry in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys)) {
            let values = try entry.resourceValues(forKeys: keys)
            let entryPath = path.isEmpty ? entry.lastPathComponent : "\(path)/\(entry.lastPathComponent)"
            guard !ignored.matches(entryPath, isFolder: values.isDirectory == true) else { continue }
            if values.isDirectory == true {
                try Self.read(folder: entry, path: entryPath, ignored: ignored, into: &files)
            } else if values.isRegularFile == true {
                files.append(SourceFile(path: entryPath, bytes: Array(try Data(contentsOf: entry))))
            }
        }
    }
}

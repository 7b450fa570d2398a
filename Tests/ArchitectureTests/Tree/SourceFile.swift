/// One file of a repository.
struct SourceFile: Sendable {
    /// The path from the repository's root, with `/` between its parts.
    let path: String

    /// The file's content.
    let bytes: [UInt8]

    /// The content of a Swift file, taken apart, or `nil` for any other file.
    let swift: SwiftSource?

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        self.swift = path.hasSuffix(".swift") ? SwiftSource(bytes) : nil
    }

    /// The content as text, or `nil` if it isn't UTF-8 and so no text.
    ///
    /// - Complexity: O(n), where n is the length of the file.
    var text: String? {
        String(validating: self.bytes, as: UTF8.self)
    }

    /// The text of a line, counted from 1; empty beyond the end.
    func line(_ number: Int) -> Substring {
        let lines = (self.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }

    /// The last part of the path.
    var name: String {
        self.path.split(separator: "/").last.map(String.init) ?? self.path
    }

    /// Whether the contract generator wrote the file, which its folder tells.
    var isGenerated: Bool {
        self.path.split(separator: "/").dropLast().contains("Generated")
    }

    /// Returns whether the file is in `folder` or in a folder below it.
    func isBelow(_ folder: String) -> Bool {
        self.path.hasPrefix(folder + "/")
    }

    /// The module that the file belongs to, for a file below `Sources/Modules`.
    var module: String? {
        let parts = self.path.split(separator: "/")
        guard parts.count > 3, parts[0] == "Sources", parts[1] == "Modules" else { return nil }
        return String(parts[2])
    }

    /// The target below `Sources` that compiles the file.
    ///
    /// A folder `Contract` is a target of its own, named after the folder around it.
    var target: String? {
        let parts = self.path.split(separator: "/").map(String.init)
        guard parts.count > 2, parts[0] == "Sources" else { return nil }
        let owner = self.module ?? parts[1]
        let inner = parts.dropFirst(self.module == nil ? 2 : 3)
        return inner.count > 1 && inner.first == "Contract" ? owner + "Contract" : owner
    }
}

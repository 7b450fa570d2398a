private import Foundation

/// The descriptor of a contract's file, which the program carries for reflection and JSON.
public struct WireFile: Hashable, Sendable {
    /// The file's name as other files import it, for example `"kaa/outreach/v1/outreach.proto"`.
    public let name: String

    /// The files that it imports.
    public let imports: [WireFile]

    private let base64: String

    /// Creates the descriptor of a file.
    ///
    /// - Parameters:
    ///   - name: The file's name as other files import it.
    ///   - imports: The files that it imports.
    ///   - base64: The serialized `FileDescriptorProto`.
    public init(name: String, imports: [WireFile], base64: String) {
        self.name = name
        self.imports = imports
        self.base64 = base64
    }

    /// The serialized `FileDescriptorProto`; empty if the text it was generated as is damaged.
    public var bytes: [UInt8] {
        Data(base64Encoded: self.base64).map([UInt8].init) ?? []
    }

    /// The serialized descriptors of the file and of all it imports, each once, imports first.
    public var withImports: [[UInt8]] {
        var seen: Set<String> = []
        var result: [[UInt8]] = []
        self.collect(into: &result, seen: &seen)
        return result
    }

    private func collect(into result: inout [[UInt8]], seen: inout Set<String>) {
        guard seen.insert(self.name).inserted else { return }
        for file in self.imports { file.collect(into: &result, seen: &seen) }
        result.append(self.bytes)
    }

    /// Whether two descriptors are of the same file.
    public static func == (one: WireFile, other: WireFile) -> Bool {
        one.name == other.name && one.base64 == other.base64
    }

    /// Feeds the name, which tells files apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.name)
    }
}

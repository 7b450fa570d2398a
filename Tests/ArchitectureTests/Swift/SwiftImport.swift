/// An `import` of a Swift file.
struct SwiftImport: Hashable, Sendable {
    /// The imported module, without a submodule or a declaration's name.
    let module: String

    /// The line of the import, counted from 1.
    let line: Int
}

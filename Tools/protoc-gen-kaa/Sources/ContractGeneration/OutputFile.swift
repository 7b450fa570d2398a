/// A generated file.
struct OutputFile {
    /// The path from the root of the repository.
    var path: String
    var text: String
}

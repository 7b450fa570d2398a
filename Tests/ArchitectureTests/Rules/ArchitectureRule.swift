/// Something that all of the project's files keep to, and that the compiler doesn't check.
protocol ArchitectureRule: Sendable {
    /// Finds the places in `tree` that break the rule, in the order of the files.
    func violations(in tree: SourceTree) -> [Violation]
}

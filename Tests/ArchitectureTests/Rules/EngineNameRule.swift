/// No module names the database engine, neither in code nor in its SQL.
///
/// Which engine a module's database has is a matter of its location, and changes without the module.
struct EngineNameRule: ArchitectureRule {
    private static let engines = ["sqlite", "grdb", "postgres"]

    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources/Modules").flatMap { file in
            (file.swift?.tokens ?? []).compactMap { token in
                let text = token.text.lowercased()
                guard token.kind != .sign, let engine = Self.engines.first(where: text.contains) else { return nil }
                return Violation(file.path, line: token.line, "A module names the database engine \"\(engine)\".")
            }
        }
    }
}

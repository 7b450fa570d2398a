/// The checklist of the wire has a row for each number, and every row names tests that exist.
struct WireChecklistRule: ArchitectureRule {
    private static let path = "docs/wire-checklist.md"

    func violations(in tree: SourceTree) -> [Violation] {
        guard let text = tree.file(at: Self.path)?.text else { return [Violation(Self.path, "The file is missing.")] }
        let tests = Self.tests(in: tree)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var next = 1
        return lines.enumerated().flatMap { index, line -> [Violation] in
            let cells = line.split(separator: "|")
            guard let cell = cells.first, let number = Int(cell.filter { $0 != " " }) else { return [] }
            defer { next = number + 1 }
            var problems = number == next ? [] : ["The numbers are in a row, without gaps."]
            let named = (cells.last ?? "").split(separator: "`").filter { $0.contains(".") }.map(String.init)
            problems += named.isEmpty ? ["The row names no test."] : []
            problems += named.filter { !tests.contains($0) }.map { "There is no test \($0)." }
            return problems.map { Violation(Self.path, line: index + 1, $0) }
        }
    }

    /// Every function of the engine's tests, after the file that it stands in.
    private static func tests(in tree: SourceTree) -> Set<String> {
        let names = tree.handWrittenSwift(under: "Tests/KAARPCTests").flatMap { file -> [String] in
            let suite = file.name.dropLast(".swift".count)
            return (file.swift?.declarations ?? []).filter { $0.kind == .function }.map { "\(suite).\($0.name)" }
        }
        return Set(names)
    }
}

/// Tests are sentences of Swift Testing over the real thing: no `test` prefix, no mocks, no sleeping.
struct TestStyleRule: ArchitectureRule {
    private static let sleeps = [
        ["Task", ".", "sleep"], ["Thread", ".", "sleep"], ["sleep", "("], ["usleep", "("], ["nanosleep", "("],
    ]

    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Tests").flatMap { file -> [Violation] in
            guard let swift = file.swift else { return [] }
            let imports = swift.imports.filter { $0.module == "XCTest" }.map {
                Violation(file.path, line: $0.line, "Tests are written with Swift Testing.")
            }
            let names = swift.declarations.compactMap { declaration -> Violation? in
                if declaration.isType, declaration.name.hasPrefix("Mock") {
                    return Violation(file.path, line: declaration.line, "Name a double by its behaviour.")
                }
                guard declaration.kind == .function, Self.hasTestPrefix(declaration.name) else { return nil }
                return Violation(file.path, line: declaration.line, "A test's name says what holds, without \"test\".")
            }
            let sleeps = Self.sleeps.flatMap(swift.occurrences(of:)).filter { start in
                start == 0 || swift.tokens[start - 1].text != "."
            }
            return imports + names
                + sleeps.map {
                    Violation(file.path, line: swift.tokens[$0].line, "Pass the clock in, or wait for an event.")
                }
        }
    }

    private static func hasTestPrefix(_ name: String) -> Bool {
        name.hasPrefix("test") && name.dropFirst(4).first?.isUppercase == true
    }
}

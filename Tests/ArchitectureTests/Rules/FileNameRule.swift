/// A file is called after what it declares: `Type.swift`, or `Type+Aspect.swift` for extensions with a subject.
///
/// `Protocol+Aspect.swift` may hold the conformances of several types. A file of free functions is called after one of
/// them, with a capital and with or without its verb. A type is never called like its target, since nothing else in
/// that target could then be named from outside.
struct FileNameRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources", "Tests", "Tools", "Examples").flatMap { file -> [Violation] in
            let declarations = (file.swift?.declarations ?? []).filter(\.isTopLevel)
            var violations = declarations.filter { $0.isType && $0.name == file.target }.map {
                Violation(file.path, line: $0.line, "The type \($0.name) has the name of its target.")
            }
            let isEntryPoint = file.name == "main.swift" || file.name == "Package.swift"
            if !isEntryPoint, !Self.isNamed(file, after: declarations) {
                violations.append(Violation(file.path, "The file isn't called after what it declares or extends."))
            }
            return violations
        }
    }

    private static func isNamed(_ file: SourceFile, after declarations: [SwiftDeclaration]) -> Bool {
        let name = file.name.dropLast(".swift".count)
        if let plus = name.firstIndex(of: "+") {
            let type = name[..<plus]
            return declarations.contains { declaration in
                let names = [declaration.name] + declaration.inherited
                return declaration.kind == .extension && names.contains { $0.split(separator: ".").contains(type) }
            }
        }
        return declarations.contains { declaration in
            switch declaration.kind {
            case .extension: false
            case .function: (declaration.name.prefix(1).uppercased() + declaration.name.dropFirst()).hasSuffix(name)
            case .structure, .class, .enumeration, .actor, .protocol, .alias: declaration.name == name
            }
        }
    }
}

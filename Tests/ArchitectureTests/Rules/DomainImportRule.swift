/// The rules of a domain are values and functions: `Domain` folders import Foundation and the kernel, and nothing else.
struct DomainImportRule: ArchitectureRule {
    private static let allowed: Set = ["Foundation", "FoundationEssentials", "KAAKernel"]

    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.filter { file in
            file.module.map { file.isBelow("Sources/Modules/\($0)/Domain") } ?? false
        }
        .flatMap { file in
            (file.swift?.imports ?? []).filter { !Self.allowed.contains($0.module) }.map {
                Violation(file.path, line: $0.line, "A domain imports \($0.module).")
            }
        }
    }
}

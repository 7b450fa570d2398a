/// A module reaches another module only through its contract, and only if the manifest says so.
///
/// The manifest says so in one line for each module: `module("Guidance", consuming: ["Outreach"])`. The exception that
/// every module shares is the kernel, whose targets' names begin with `KAA`.
struct ModuleBorderRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        guard let manifest = tree.file(at: "Package.swift")?.text else {
            return [Violation("Package.swift", "The manifest is missing.")]
        }
        let consumed = PackageManifest(manifest).consumedContracts
        let modules = tree.moduleNames.union(consumed.keys)
        let undeclared = modules.subtracting(consumed.keys).sorted().map {
            Violation("Package.swift", "The folder Sources/Modules/\($0) has no module(\"\($0)\") line.")
        }
        let unknown = consumed.sorted { $0.key < $1.key }.flatMap { module, contracts in
            contracts.subtracting(modules).sorted().map {
                Violation("Package.swift", "The module \(module) consumes \($0), which is no module.")
            }
        }
        return undeclared + unknown
            + tree.files.flatMap { Self.violations(in: $0, modules: modules, consumed: consumed) }
    }

    private static func violations(
        in file: SourceFile,
        modules: Set<String>,
        consumed: [String: Set<String>]
    ) -> [Violation] {
        guard let module = file.module, let swift = file.swift else { return [] }
        let isContract = file.target == module + "Contract"
        let contracts = isContract ? [] : consumed[module, default: []].union([module])
        return swift.imports.compactMap { statement in
            let owner = statement.module.hasSuffix("Contract") ? String(statement.module.dropLast(8)) : nil
            if modules.contains(statement.module) {
                return Violation(
                    file.path,
                    line: statement.line,
                    "\(file.target ?? module) imports the module \(statement.module) and not its contract."
                )
            }
            guard let owner, modules.contains(owner), !contracts.contains(owner) else { return nil }
            return Violation(
                file.path,
                line: statement.line,
                "\(file.target ?? module) imports \(statement.module), which Package.swift doesn't list for it."
            )
        }
    }
}

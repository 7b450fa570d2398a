/// Knowledge runs one way: the wire knows no RPC, RPC knows no kernel, the kernel knows no module.
///
/// The table names, for each target of the engine, the project's targets that it may import. A new folder below
/// `Sources` is refused until it has a line here, so that its place is a decision.
struct LayerRule: ArchitectureRule {
    private static let layers: [String: Set<String>] = [
        "KAAWire": [],
        "KAARPC": ["KAAWire"],
        "KAAScreening": [],
        "KAAStorage": [],
        "KAATransparency": [],
        "KAAKernelContract": ["KAAWire", "KAARPC"],
        "KAAKernel": ["KAAWire", "KAARPC", "KAAScreening", "KAAStorage", "KAATransparency", "KAAKernelContract"],
        "KAAExpectations": ["KAARPC", "KAAKernelTesting"],
        "KAAKernelTesting": ["KAAWire", "KAARPC", "KAAStorage", "KAAKernelContract", "KAAKernel"],
    ]

    /// What a module's implementation may use of the engine.
    private static let engine: Set = ["KAAWire", "KAARPC", "KAAStorage", "KAAKernelContract", "KAAKernel"]

    /// The targets at the top, which put the others together and which nothing imports.
    private static let tops: Set = ["kaad", "KAADemonstration"]

    func violations(in tree: SourceTree) -> [Violation] {
        let modules = tree.moduleNames
        let contracts = Set(modules.map { $0 + "Contract" })
        let projectTargets = Set(Self.layers.keys).union(Self.tops).union(modules).union(contracts)
        var unplaced: Set<String> = []
        return tree.files.flatMap { file -> [Violation] in
            guard let target = file.target, let swift = file.swift else { return [] }
            guard let allowed = Self.allowedImports(of: target, modules: modules, contracts: contracts) else {
                guard unplaced.insert(target).inserted else { return [] }
                return [Violation(file.path, "\(target) has no place in the layers: give it one in LayerRule.")]
            }
            return swift.imports.filter { projectTargets.contains($0.module) && !allowed.contains($0.module) }.map {
                Violation(file.path, line: $0.line, "\(target) imports \($0.module), which is not below it.")
            }
        }
    }

    private static func allowedImports(
        of target: String,
        modules: Set<String>,
        contracts: Set<String>
    ) -> Set<String>? {
        if modules.contains(target) {
            // Which contracts exactly is the business of ModuleBorderRule.
            return Self.engine.union(contracts)
        }
        if contracts.contains(target) {
            return ["KAAWire", "KAARPC", "KAAKernelContract"]
        }
        switch target {
        case "kaad": return Self.engine.union(modules).union(contracts).union(["KAADemonstration", "KAATransparency"])
        case "KAADemonstration": return Self.engine.union(contracts)
        default: return Self.layers[target]
        }
    }
}

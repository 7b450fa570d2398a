/// The modules of a kernel in an order in which each comes after those it needs.
struct ModuleGraph {
    /// Why modules do not fit together.
    enum Problem: Error, Hashable, CustomStringConvertible {
        case duplicateName(String)
        case duplicatePackage(String, String, String)
        case missingPackage(module: String, package: String)
        case missingEvent(module: String, event: String)
        case cycle([String])

        var description: String {
            switch self {
            case .duplicateName(let name):
                "Two modules are named '\(name)'."
            case .duplicatePackage(let package, let one, let other):
                "Both '\(one)' and '\(other)' provide '\(package)'."
            case .missingPackage(let module, let package):
                "'\(module)' requires '\(package)', which no module here provides. Enable that module, or disable '\(module)'."
            case .missingEvent(let module, let event):
                "'\(module)' consumes '\(event)', which no module publishes."
            case .cycle(let names):
                "The modules \(names.map { "'\($0)'" }.joined(separator: ", ")) require one another in a circle."
            }
        }
    }

    /// The modules in order.
    let ordered: [any KernelModule.Type]

    /// Orders modules.
    ///
    /// - Parameters:
    ///   - modules: Those that run here.
    ///   - known: All that exist, also those not enabled, whose events others may be waiting for.
    /// - Throws: ``Problem``.
    init(_ modules: [any KernelModule.Type], known: [any KernelModule.Type]) throws {
        var names: Set<String> = []
        var providers: [String: String] = [:]
        for manifest in modules.map({ $0.manifest }) {
            guard names.insert(manifest.name).inserted else { throw Problem.duplicateName(manifest.name) }
            for package in manifest.provides {
                if let other = providers.updateValue(manifest.name, forKey: package) {
                    throw Problem.duplicatePackage(package, other, manifest.name)
                }
            }
        }
        let published = Set(known.flatMap { $0.manifest.publishes })
        for manifest in modules.map({ $0.manifest }) {
            for package in manifest.requires where providers[package] == nil {
                throw Problem.missingPackage(module: manifest.name, package: package)
            }
            for event in manifest.consumes where !published.contains(event) {
                throw Problem.missingEvent(module: manifest.name, event: event)
            }
        }
        self.ordered = try Self.sorted(modules, providers: providers)
    }

    private static func sorted(
        _ modules: [any KernelModule.Type],
        providers: [String: String]
    ) throws -> [any KernelModule.Type] {
        var waiting = modules
        var done: Set<String> = []
        var result: [any KernelModule.Type] = []
        while !waiting.isEmpty {
            let ready = waiting.filter { module in
                module.manifest.requires.compactMap { providers[$0] }.allSatisfy { done.contains($0) }
            }
            guard !ready.isEmpty else { throw Problem.cycle(waiting.map { $0.manifest.name }) }
            result += ready
            done.formUnion(ready.map { $0.manifest.name })
            waiting.removeAll { done.contains($0.manifest.name) }
        }
        return result
    }
}

/// Every module's sources and tests have an owner in `CODEOWNERS`, since each belongs to an administration.
struct OwnershipRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        guard let owners = tree.file(at: "CODEOWNERS")?.text else {
            return [Violation("CODEOWNERS", "The file is missing.")]
        }
        let owned = Set(
            owners.split(separator: "\n").compactMap { line -> String? in
                let parts = line.split(separator: " ")
                guard parts.count > 1, !line.hasPrefix("#") else { return nil }
                return String(parts[0])
            }
        )
        return tree.moduleNames.sorted()
            .flatMap { ["/Sources/Modules/\($0)/", "/Tests/Modules/\($0)Tests/"] }
            .filter { !owned.contains($0) }
            .map { Violation("CODEOWNERS", "\($0) has no owner.") }
    }
}

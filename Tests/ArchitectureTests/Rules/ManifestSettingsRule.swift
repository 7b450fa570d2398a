/// Every Swift target is built with the six upcoming features, strict memory safety, and warnings as errors.
///
/// The compiler ignores a misspelt feature without a word, so the names are compared with those that
/// `swiftc -print-supported-features` of Swift 6.3 lists and language mode 6 doesn't already have.
struct ManifestSettingsRule: ArchitectureRule {
    private static let features: Set = [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
        "InferIsolatedConformances", "ImmutableWeakCaptures",
    ]

    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.filter { $0.name == "Package.swift" }.flatMap { file -> [Violation] in
            guard let text = file.text else { return [Violation(file.path, "The manifest isn't text.")] }
            let manifest = PackageManifest(text)
            let misspelt = Set(manifest.upcomingFeatures).subtracting(Self.features).sorted().map {
                Violation(file.path, "The compiler knows no upcoming feature \($0) and ignores it.")
            }
            guard file.path == "Package.swift" else { return misspelt }
            let missing = Self.features.subtracting(manifest.upcomingFeatures).sorted().map {
                Violation(file.path, "The upcoming feature \($0) is off.")
            }
            return misspelt + missing + Self.strictnessViolations(in: manifest, of: file)
        }
    }

    private static func strictnessViolations(in manifest: PackageManifest, of file: SourceFile) -> [Violation] {
        var violations = manifest.targetsWithoutSettings.map {
            Violation(file.path, line: $0.line, "The target \($0.name) doesn't take the shared settings.")
        }
        if !manifest.uses(".", "strictMemorySafety", "(") {
            violations.append(Violation(file.path, "Strict memory safety is off."))
        }
        if !manifest.uses(".", "treatAllWarnings", "(", "as", ":", ".", "error") {
            violations.append(Violation(file.path, "Warnings are not errors."))
        }
        return violations
    }
}

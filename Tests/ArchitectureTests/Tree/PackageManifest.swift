/// What a `Package.swift` declares, as far as the rules ask.
struct PackageManifest: Sendable {
    private let swift: SwiftSource

    init(_ text: String) {
        self.swift = SwiftSource(Array(text.utf8))
    }

    /// The modules whose contracts each module uses, from the `module(_:consuming:)` calls.
    var consumedContracts: [String: Set<String>] {
        var contracts: [String: Set<String>] = [:]
        for start in self.swift.occurrences(of: ["module", "("]) {
            let arguments = self.arguments(from: start + 1)
            guard let name = arguments.first, name.kind == .literal else { continue }
            let consuming = arguments.firstIndex { $0.isWord("consuming") } ?? arguments.endIndex
            let names = arguments[consuming...].drop { $0.text != "[" }.prefix { $0.text != "]" }
            contracts[name.text, default: []].formUnion(names.filter { $0.kind == .literal }.map(\.text))
        }
        return contracts
    }

    /// The names of the upcoming features that the manifest turns on, in its order.
    var upcomingFeatures: [String] {
        self.swift.occurrences(of: ["enableUpcomingFeature", "("]).compactMap { start in
            self.arguments(from: start + 1).first { $0.kind == .literal }?.text
        }
    }

    /// Whether the manifest uses `words`, one after the other.
    func uses(_ words: String...) -> Bool {
        !self.swift.occurrences(of: words).isEmpty
    }

    /// The Swift targets that don't take the shared settings, with their lines.
    ///
    /// A target whose name begins with `C` and another capital is C, and has no Swift settings.
    var targetsWithoutSettings: [(name: String, line: Int)] {
        var end = 0
        return ["target", "testTarget", "executableTarget"]
            .flatMap { self.swift.occurrences(of: [".", $0, "("]) }
            .sorted()
            .compactMap { start in
                // A `.target(name:)` inside another target's arguments is a dependency.
                guard start >= end else { return nil }
                let arguments = self.arguments(from: start + 2)
                end = start + 3 + arguments.count
                let name = arguments.first { $0.kind == .literal }?.text ?? ""
                let isC = name.hasPrefix("C") && name.dropFirst().first?.isUppercase == true
                let labels = Set(arguments.map(\.text)).intersection(["dependencies", "path", "exclude", "resources"])
                let hasSettings = arguments.contains { $0.isWord("swiftSettings") }
                return labels.isEmpty || hasSettings || isC ? nil : (name, self.swift.tokens[start].line)
            }
    }

    /// The words between the parenthesis at `open` and the one that closes it.
    private func arguments(from open: Int) -> ArraySlice<SwiftToken> {
        var depth = 0
        var end = open
        while end < self.swift.tokens.count {
            let token = self.swift.tokens[end]
            if token.kind == .sign {
                depth += token.text == "(" ? 1 : token.text == ")" ? -1 : 0
                if depth == 0 {
                    break
                }
            }
            end += 1
        }
        return self.swift.tokens[(open + 1)..<max(end, open + 1)]
    }
}

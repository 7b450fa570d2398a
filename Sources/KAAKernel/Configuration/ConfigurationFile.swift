import Configuration
import Foundation
import Yams

/// The configuration file with the environment laid over it, all keys known and all values single.
struct ConfigurationFile: Sendable {
    let reader: ConfigReader
    private let givenKeys: [String]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: A YAML file, or `nil` for the environment and defaults alone.
    ///   - environment: The variables of the process.
    ///   - keys: Every key there is.
    /// - Throws: ``ConfigurationError``.
    init(path: String?, environment: [String: String], keys: [ConfigurationKey]) async throws {
        let given = try path.map { try Self.keysGiven(in: $0, keys: keys) } ?? []
        self.givenKeys = given
        // A variable may change what the file names, and names nothing by itself.
        let named = keys.flatMap { key in
            key.component(in: given).map { components in components.map(key.named) } ?? [key]
        }
        try Self.checkVariables(environment.keys, named)
        var providers: [any ConfigProvider] = [Self.environmentProvider(environment)]
        if let path {
            providers.append(try await Self.fileProvider(path))
        }
        self.reader = ConfigReader(providers: providers)
    }

    /// What the file has in the place of the component `<…>` of a key, in alphabetical order.
    func components(of key: ConfigurationKey) -> [String] {
        key.component(in: self.givenKeys) ?? []
    }

    /// The text given for a key, or its default.
    func text(_ key: ConfigurationKey) -> String? {
        self.reader.string(forKey: ConfigKey(key.name)) ?? key.defaultText
    }

    /// Variables that are the program's and no setting.
    private static let otherVariables: Set = ["KAAD_TOKEN"]

    private static func checkVariables(_ names: some Sequence<String>, _ keys: [ConfigurationKey]) throws {
        let known = Self.otherVariables.union(keys.map(\.environmentVariable))
        // A container platform may tell of a service called kaad by variables of these names.
        let foreign = ["KAAD_SERVICE_", "KAAD_PORT"]
        for name in names.sorted() where name.hasPrefix("KAAD_") && !known.contains(name) {
            guard !foreign.contains(where: name.hasPrefix) else { continue }
            let suggestion = Self.suggestion(for: name, among: known.sorted())
            throw ConfigurationError(.unknownKey, "There is no environment variable '\(name)'.\(suggestion)")
        }
    }

    private static func environmentProvider(_ environment: [String: String]) -> EnvironmentVariablesProvider {
        let prefix = "KAAD_"
        let own = environment.filter { $0.key.hasPrefix(prefix) }
        let names = own.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
        return EnvironmentVariablesProvider(environmentVariables: Dictionary(names) { first, _ in first })
    }

    /// The names of the keys that the file gives, all of them known.
    private static func keysGiven(in path: String, keys: [ConfigurationKey]) throws -> [String] {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw ConfigurationError(.unreadableFile, "The configuration file '\(path)' cannot be read.")
        }
        let given = try self.givenKeys(bytes, path: path)
        for (name, line) in given
        where !keys.contains(where: { $0.matches(name) }) {
            throw ConfigurationError(
                .unknownKey,
                "There is no configuration key '\(name)' (\(path), line \(line)).\(self.suggestion(for: name, among: keys.map(\.name)))"
            )
        }
        return given.map(\.name)
    }

    private static func fileProvider(_ path: String) async throws -> any ConfigProvider {
        do {
            let location = InMemoryProvider(values: ["filePath": ConfigValue(.string(path), isSecret: false)])
            return try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: location))
        } catch {
            throw self.malformed(path, "it is not YAML with a mapping at its top")
        }
    }

    /// The dotted names of all keys in a file, with their lines.
    private static func givenKeys(_ bytes: Data, path: String) throws -> [(name: String, line: Int)] {
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw self.malformed(path, "it is not YAML")
        }
        guard let mapping = root?.mapping else {
            throw self.malformed(path, "there is no mapping at its top")
        }
        var found: [(name: String, line: Int)] = []
        var pending = mapping.map { (prefix: "", key: $0.key, value: $0.value) }
        while let (prefix, key, value) = pending.popLast() {
            guard let component = key.string, let line = key.mark?.line else {
                throw self.malformed(path, "a key is not text")
            }
            let name = prefix + component
            if let mapping = value.mapping {
                pending += mapping.map { (prefix: name + ".", key: $0.key, value: $0.value) }
            } else if value.scalar != nil {
                found.append((name, line))
            } else {
                throw self.malformed(path, "'\(name)' is a list, and no key takes one")
            }
        }
        return found.sorted { $0.line < $1.line }
    }

    private static func malformed(_ path: String, _ reason: String) -> ConfigurationError {
        ConfigurationError(.malformedFile, "The configuration file '\(path)' is malformed: \(reason).")
    }

    private static func suggestion(for name: String, among known: [String]) -> String {
        let candidates = known.map { (name: $0, distance: EditDistance.between(name, $0)) }
        guard let nearest = candidates.min(by: { $0.distance < $1.distance }),
            nearest.distance <= max(2, name.count / 3)
        else {
            return ""
        }
        return " Did you mean '\(nearest.name)'?"
    }
}

/// A foreign library has one home, so that replacing it, or proving its use safe, touches one target.
struct RestrictedImportRule: ArchitectureRule {
    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.filter { $0.isBelow("Sources") }.flatMap { file in
            (file.swift?.imports ?? []).compactMap { statement in
                guard let home = Self.home(of: statement.module), !Self.isHome(home, of: file) else { return nil }
                return Violation(
                    file.path,
                    line: statement.line,
                    "Only \(home == Self.wire ? "KAAWire and generated files import" : "\(home) imports") "
                        + "\(statement.module)."
                )
            }
        }
    }

    private static let wire = "KAAWire"

    private static func home(of module: String) -> String? {
        switch module {
        case "CProtobuf": Self.wire
        case "CNghttp2", "CZlib": "KAARPC"
        case "GRDB", "GRDBSQLite", "CSQLite", "SQLite3": "KAAStorage"
        default: module.hasPrefix("NIO") ? "KAARPC" : nil
        }
    }

    private static func isHome(_ home: String, of file: SourceFile) -> Bool {
        file.target == home || (home == Self.wire && file.isGenerated)
    }
}

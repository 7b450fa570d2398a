/// A type's name says what it is: suffixes that fit anything are not used.
///
/// `Handler` is the established word for one thing in NIO and for the body of an RPC, so `KAARPC` may use it, and so
/// may what handles events.
struct TypeSuffixRule: ArchitectureRule {
    private static let suffixes = [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Handler", "Impl", "Protocol", "Base",
        "Info", "Data", "DTO",
    ]

    func violations(in tree: SourceTree) -> [Violation] {
        tree.handWrittenSwift(under: "Sources", "Tests", "Tools", "Examples").flatMap { file in
            let fileName = String(file.name.dropLast(".swift".count))
            let inName = Self.suffix(of: fileName, in: file).map {
                [Violation(file.path, "The file's name ends in \($0).")]
            }
            let inTypes = (file.swift?.declarations ?? [])
                .filter { $0.isType || $0.kind == .alias }
                .compactMap { type in
                    Self.suffix(of: type.name, in: file).map {
                        Violation(file.path, line: type.line, "The name \(type.name) ends in \($0).")
                    }
                }
            return (inName ?? []) + inTypes
        }
    }

    private static func suffix(of name: String, in file: SourceFile) -> String? {
        guard let suffix = Self.suffixes.first(where: name.hasSuffix) else { return nil }
        let isEstablished = suffix == "Handler" && (file.target == "KAARPC" || name.hasSuffix("EventHandler"))
        return isEstablished ? nil : suffix
    }
}

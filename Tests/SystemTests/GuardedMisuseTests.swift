import Foundation
import Testing

/// That a guarded value cannot be misused is seen by the compiler, so it is the compiler that is asked.
@Suite(.timeLimit(.minutes(5)))
struct GuardedMisuseTests {
    private static let misuses = [
        "print(\"\\(guarded)\")",
        "let line: String = \"Till \\(guarded)\"; _ = line",
        "_ = try JSONEncoder().encode(guarded)",
        "_ = guarded == guarded",
        "_ = Set([guarded])",
        "_ = String(guarded)",
        "_ = [guarded].joined(separator: \" \")",
        "_ = guarded.open()",
        "_ = RevealPermit(subject)",
    ]

    private static let uses = [
        "let shown: String? = guarded.reveal(with: permit); _ = shown",
        "_ = Guarded(1, about: subject)",
        "print(\"\\(subject)\")",
    ]

    @Test func everyMisuseFailsToBuild() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaa-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // What is left behind is in a folder that the system empties.
            try? FileManager.default.removeItem(at: folder)
        }
        let sources = [
            "Protection/Guarded.swift", "Protection/RevealPermit.swift", "Vocabulary/YoungPersonID.swift",
            "Identity/UUID+Text.swift",
        ]
        let module = try await Self.compile(
            ["-emit-module", "-module-name", "KAAKernel", "-package-name", "kaa", "-parse-as-library"]
                + ["-emit-module-path", folder.appending(path: "KAAKernel.swiftmodule").path]
                + sources.map { ProjectFiles.root.appending(path: "Sources/KAAKernel/\($0)").path }
        )
        try #require(module.exitCode == 0, "\(module.errors)")

        let good = try await Self.check(Self.uses, in: folder)
        #expect(good.exitCode == 0, "\(good.errors)")
        let bad = try await Self.check(Self.misuses, in: folder)
        for (index, misuse) in Self.misuses.enumerated() {
            #expect(bad.errors.contains("Snippet.swift:\(index + 4):"), "\(misuse) builds.")
        }
    }

    /// Has the compiler look at a function with these lines, the first of which is the fourth of the file.
    private static func check(_ lines: [String], in folder: URL) async throws -> ChildProcess.Outcome {
        let file = folder.appending(path: "Snippet.swift")
        let signature = "(_ guarded: Guarded<String>, _ subject: YoungPersonID, _ permit: RevealPermit) throws"
        let text = ["import Foundation", "import KAAKernel", "func snippet\(signature) {"] + lines + ["}", ""]
        try Data(text.joined(separator: "\n").utf8).write(to: file)
        return try await Self.compile(["-typecheck", "-warnings-as-errors", "-I", folder.path, file.path])
    }

    private static func compile(_ arguments: [String]) async throws -> ChildProcess.Outcome {
        try await ChildProcess(URL(filePath: "/usr/bin/env"), ["swiftc"] + arguments).outcome()
    }
}

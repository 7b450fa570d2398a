import Foundation
import Testing

struct SourceTreeTests {
    @Test func readsWhatGitWouldTrack() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in [".gitignore": ".build/\n", "Sources/A/A.swift": "struct A {}\n", "A/.build/b.swift": ""] {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        #expect(try SourceTree(readingFrom: root).files.map(\.path) == [".gitignore", "Sources/A/A.swift"])
    }

    @Test(arguments: [
        ("Sources/KAARPC/HTTP2/Session.swift", "KAARPC"),
        ("Sources/KAAKernel/Contract/Generated/Kernel.swift", "KAAKernelContract"),
        ("Sources/Modules/Outreach/OutreachModule.swift", "Outreach"),
        ("Sources/Modules/Outreach/Domain/Contract.swift", "Outreach"),
        ("Sources/Modules/Outreach/Contract/Generated/Outreach.swift", "OutreachContract"),
        ("Tests/KAARPCTests/SessionTests.swift", nil),
    ])
    func knowsTheTargetOfAFile(path: String, target: String?) {
        #expect(SourceFile(path: path, bytes: []).target == target)
    }
}

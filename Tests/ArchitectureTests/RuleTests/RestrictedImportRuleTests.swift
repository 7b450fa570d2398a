import Testing

struct RestrictedImportRuleTests {
    private let rule = RestrictedImportRule()

    @Test(arguments: [
        ("KAARPC/Framing.swift", "CProtobuf"),
        ("KAAWire/Arena.swift", "CNghttp2"),
        ("KAAKernel/Kernel.swift", "NIOCore"),
        ("kaad/KAAD.swift", "NIOPosix"),
        ("KAAKernel/Audit/AuditLog.swift", "GRDB"),
        ("Modules/Outreach/Storage/Register.swift", "GRDBSQLite"),
        ("Modules/Outreach/Contract/Generated/Outreach.swift", "NIOCore"),
    ])
    func findsALibraryOutsideItsHome(file: String, module: String) {
        let tree = SourceTree(["Sources/\(file)": "\nprivate import \(module)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test func allowsEachLibraryAtHome() {
        let tree = SourceTree([
            "Sources/KAAWire/Arena.swift": "import CProtobuf\n",
            "Sources/Modules/Outreach/Contract/Generated/Outreach.swift": "import CProtobuf\n",
            "Sources/KAARPC/HTTP2/Session.swift": "import CNghttp2\nimport NIOCore\nimport NIOSSL\n",
            "Sources/KAAStorage/Engine.swift": "import GRDB\n",
            "Tests/KAARPCTests/SessionTests.swift": "import NIOEmbedded\n",
        ])
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}

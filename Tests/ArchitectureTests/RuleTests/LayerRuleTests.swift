import Testing

struct LayerRuleTests {
    private static let modules = [
        "Sources/Modules/Outreach/OutreachModule.swift": "import KAAKernel\nimport OutreachContract\n",
        "Sources/Modules/Guidance/GuidanceModule.swift": "import KAAKernel\n",
    ]

    private let rule = LayerRule()

    @Test(arguments: [
        ("KAAWire/Arena.swift", "KAARPC"),
        ("KAARPC/RPCRouter.swift", "KAAKernel"),
        ("KAARPC/RPCRouter.swift", "OutreachContract"),
        ("KAAStorage/Database.swift", "KAAKernel"),
        ("KAATransparency/Ledger.swift", "KAAStorage"),
        ("KAAScreening/Screen.swift", "KAAWire"),
        ("KAAKernel/Kernel.swift", "Outreach"),
        ("KAAKernel/Kernel.swift", "OutreachContract"),
        ("KAAKernel/Contract/Generated/Kernel.swift", "KAAKernel"),
        ("KAAKernelTesting/KernelFixture.swift", "Outreach"),
        ("Modules/Outreach/Contract/Generated/Outreach.swift", "KAAKernel"),
        ("Modules/Outreach/OutreachModule.swift", "KAAKernelTesting"),
        ("KAADemonstration/City.swift", "Outreach"),
        ("Modules/Guidance/GuidanceModule.swift", "kaad"),
    ])
    func findsAnImportThatGoesUp(file: String, module: String) {
        let tree = SourceTree(Self.modules.merging(["Sources/\(file)": "\nimport \(module)\n"]) { $1 })
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test func findsATargetWithoutAPlace() {
        let tree = SourceTree([
            "Sources/KAAExtras/Extra.swift": "import KAAKernel\n",
            "Sources/KAAExtras/Second.swift": "import KAAKernel\n",
        ])
        #expect(self.rule.violations(in: tree).count == 1)
    }

    @Test func allowsImportsThatGoDown() {
        let tree = SourceTree(
            Self.modules.merging([
                "Sources/KAARPC/RPCRouter.swift": "import KAAWire\nimport NIOCore\n",
                "Sources/KAAKernel/Kernel.swift": "import KAARPC\nimport KAAStorage\nimport KAAKernelContract\n",
                "Sources/kaad/KAAD.swift": "import Outreach\nimport KAADemonstration\nimport KAAKernel\n",
                "Sources/KAADemonstration/Term.swift": "import OutreachContract\nimport KAARPC\n",
                "Tests/KAAKernelTests/KernelTests.swift": "import Outreach\n",
            ]) { $1 }
        )
        #expect(self.rule.violations(in: tree).isEmpty)
    }
}

import Testing

struct ModuleBorderRuleTests {
    private static let manifest = """
        func module(_ name: String, consuming contracts: [String] = []) -> [Target] { [] }
        let targets = module("Outreach") + module("Guidance", consuming: ["Outreach"]) + module("Reporting")
        """

    private let rule = ModuleBorderRule()

    @Test(arguments: [
        ("Guidance", "import Outreach"),
        ("Guidance", "@testable import Outreach"),
        ("Guidance", "package import struct Outreach.OutreachModule"),
        ("Guidance", "import ReportingContract"),
        ("Outreach", "import GuidanceContract"),
        ("Guidance/Contract/Generated", "import OutreachContract"),
        ("Guidance/Contract/Generated", "import Guidance"),
    ])
    func findsAnImportAcrossTheBorder(folder: String, line: String) {
        let tree = Self.tree(["Sources/Modules/\(folder)/Session.swift": "import KAAKernel\n\(line)\n"])
        #expect(self.rule.violations(in: tree).map(\.line) == [2])
    }

    @Test func findsAModuleThatTheManifestLeavesOut() {
        let tree = Self.tree(["Sources/Modules/Dashboard/DashboardModule.swift": "import KAAKernel\n"])
        #expect(self.rule.violations(in: tree).map(\.path) == ["Package.swift"])
    }

    @Test func findsAConsumedContractOfNoModule() {
        let tree = SourceTree(["Package.swift": "module(\"Guidance\", consuming: [\"Outreech\"])"])
        #expect(self.rule.violations(in: tree).map(\.path) == ["Package.swift"])
    }

    @Test func allowsTheKernelTheOwnContractAndTheConsumedOnes() {
        let tree = Self.tree([
            "Sources/Modules/Guidance/GuidanceModule.swift":
                "import Foundation\nimport KAAKernel\nimport GuidanceContract\nimport OutreachContract\n",
            "Sources/Modules/Guidance/Contract/Generated/Guidance.swift": "import KAAWire\nimport KAAKernelContract\n",
            "Sources/kaad/Composition.swift": "import Guidance\nimport Outreach\n",
        ])
        #expect(self.rule.violations(in: tree).isEmpty)
    }

    private static func tree(_ texts: [String: String]) -> SourceTree {
        SourceTree(texts.merging(["Package.swift": Self.manifest]) { $1 })
    }
}

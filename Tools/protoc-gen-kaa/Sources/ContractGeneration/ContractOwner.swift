import SwiftProtobufPluginLibrary

/// Who owns a proto package, and so where its code goes and who may see it.
struct ContractOwner {
    /// The folder of the Swift code.
    let swiftFolder: String
    /// The folder of the C code, whose headers go into `include`.
    let cFolder: String
    /// The Swift module that holds the C code.
    let cModule: String
    /// The access level of what is generated.
    let access: String
    /// The Swift modules that the generated code imports, besides `KAAWire`.
    let imports: [String]
    /// Whether methods must carry a policy, and fields about persons a class.
    let isPoliced: Bool
    /// Whether messages may contain themselves.
    let mayRecurse: Bool

    init(package: String) throws {
        let parts = package.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isOurs = parts.count == 3 && Self.isModule(parts[1]) && Self.isVersion(parts[2])
        switch parts.first {
        case "google":
            self.init("Sources/KAAWire/Generated", access: "public", imports: [])
        case "grpc" where package == "grpc.testing":
            self.init(
                "Tests/InteropContracts/Generated",
                cFolder: "Tests/CInteropContracts",
                cModule: "CInteropContracts",
                access: "package",
                imports: ["KAARPC"]
            )
        case "grpc":
            self.init("Sources/KAARPC/Generated", access: "public", imports: [])
        case "kaa" where isOurs && parts[1] == "testing":
            self.init(
                "Tests/TestContracts/Generated",
                cFolder: "Tests/CTestContracts",
                cModule: "CTestContracts",
                access: "package",
                imports: ["KAARPC"],
                mayRecurse: true
            )
        case "kaa" where isOurs && parts[1] == "benchmark":
            self.init(
                "Benchmarks/Sources/BenchmarkContract/Generated",
                cFolder: "Benchmarks/Sources/CBenchmarkContract",
                cModule: "CBenchmarkContract",
                access: "package",
                imports: ["KAARPC"]
            )
        case "kaa" where isOurs && parts[1] == "kernel":
            self.init(
                "Sources/KAAKernel/Contract/Generated",
                access: "public",
                imports: ["KAARPC"],
                isPoliced: true
            )
        case "kaa" where isOurs:
            self.init(
                "Sources/Modules/\(Naming.upperCamel(parts[1]))/Contract/Generated",
                access: "package",
                imports: ["KAAKernelContract", "KAARPC"],
                isPoliced: true
            )
        default:
            throw ContractProblem("The package '\(package)' belongs to nobody: it must be 'kaa.<module>.v<n>'.")
        }
    }

    private static func isModule(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    private static func isVersion(_ name: String) -> Bool {
        name.first == "v" && Int(name.dropFirst()).map { $0 > 0 } == true
    }

    private init(
        _ swiftFolder: String,
        cFolder: String = "Sources/CProtobuf",
        cModule: String = "CProtobuf",
        access: String,
        imports: [String],
        isPoliced: Bool = false,
        mayRecurse: Bool = false
    ) {
        self.swiftFolder = swiftFolder
        self.cFolder = cFolder
        self.cModule = cModule
        self.access = access
        self.imports = imports
        self.isPoliced = isPoliced
        self.mayRecurse = mayRecurse
    }
}

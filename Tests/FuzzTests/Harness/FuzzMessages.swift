import KAAWire
import TestContracts

/// The messages that an input may be about, chosen by its first byte.
enum FuzzMessages {
    static let types: [any WireMessage.Type] = [
        Kaa.Testing.V1.Kinds.self, Kaa.Testing.V1.Lists.self, Kaa.Testing.V1.Nest.self, Kaa.Testing.V1.Tree.self,
        Kaa.Testing.V1.EchoRequest.self, Google.Protobuf.`Any`.self, Google.Protobuf.Timestamp.self,
        Google.Protobuf.Duration.self, Google.Rpc.Status.self, Google.Rpc.BadRequest.self, Google.Rpc.ErrorInfo.self,
    ]

    /// The schemas of each, made once since that takes longer than an input.
    static let pools: [SchemaPool?] = types.map { try? SchemaPool(files: $0.wireFile.withImports) }

    /// The type that the first byte chooses, and the rest.
    static func choose(_ input: [UInt8]) -> (index: Int, rest: [UInt8])? {
        guard let first = input.first else { return nil }
        return (Int(first) % self.types.count, Array(input.dropFirst()))
    }
}

import InteropContracts
import KAARPC
import KAAWire

/// The server that the cases are run against.
struct InteropPeer: Sendable {
    /// Far more than any case takes, so that none hangs.
    private static let patience = Duration.seconds(15)

    let channel: HTTP2Channel
    /// Whether the server answers `INVALID_ARGUMENT` to a message that came otherwise than its sender says.
    let refusesWrongCompression: Bool
    private let address: RPCAddress
    private let tls: ClientTLS?

    init(address: RPCAddress, tls: ClientTLS?, refusesWrongCompression: Bool) throws {
        self.address = address
        self.tls = tls
        self.refusesWrongCompression = refusesWrongCompression
        self.channel = try HTTP2Channel(target: address, configuration: HTTP2ChannelConfiguration(tls: tls))
    }

    var client: Grpc.Testing.TestService.Client {
        Grpc.Testing.TestService.Client(self.channel)
    }

    /// A connection of its own.
    func makeChannel() throws -> HTTP2Channel {
        try HTTP2Channel(target: self.address, configuration: HTTP2ChannelConfiguration(tls: self.tls))
    }

    func options(_ metadata: Metadata = [:], compression: Compression = .identity) -> CallOptions {
        var options = CallOptions(timeout: Self.patience, metadata: metadata)
        options.compression = compression
        return options
    }
}

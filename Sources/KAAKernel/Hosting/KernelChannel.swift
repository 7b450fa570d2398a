import KAARPC
import KAAWire
import Synchronization

/// The channel to every module of the kernel.
///
/// Modules get it before all of them exist, so it is bound later.
final class KernelChannel: RPCChannel {
    private let target = Mutex<InProcessChannel?>(nil)

    func bind(_ channel: InProcessChannel) {
        self.target.withLock { $0 = channel }
    }

    func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        guard let channel = self.target.withLock({ $0 }) else {
            throw RPCError(.unavailable, "The kernel has not started.")
        }
        return try await channel.startCall(method, options: options)
    }
}

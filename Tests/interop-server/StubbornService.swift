import Dispatch
import InteropContracts
import KAARPC
import KAAWire
import Synchronization

/// Calls that do not end when they are cancelled, and how many of them have run at once.
///
/// A real handler may be in the middle of work that nobody can interrupt; a client that cancels must not get another one for it.
final class StubbornService: RPCService {
    private struct Count {
        var running = 0
        var peak = 0
    }

    private static let name = "kaa.test.Stubborn"
    private static let stay = DispatchTimeInterval.milliseconds(500)

    let descriptor = ServiceDescriptor(name: StubbornService.name, methods: [])
    private let count = Mutex(Count())

    var handlers: [RPCHandler] {
        [
            .unary(Self.method("Stay")) { (request: Grpc.Testing.Empty, _) -> Grpc.Testing.Empty in
                await self.stay()
                return request
            },
            .unary(Self.method("Peak")) { (_: Grpc.Testing.Empty, _) -> Grpc.Testing.StreamingInputCallResponse in
                let peak = self.count.withLock { $0.peak }
                return Grpc.Testing.StreamingInputCallResponse(aggregatedPayloadSize: Int32(clamping: peak))
            },
        ]
    }

    private static func method(_ name: String) -> MethodDescriptor {
        MethodDescriptor(service: self.name, method: name, kind: .unary)
    }

    private func stay() async {
        self.count.withLock { count in
            count.running += 1
            count.peak = max(count.peak, count.running)
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.stay) {
                continuation.resume()
            }
        }
        self.count.withLock { $0.running -= 1 }
    }
}

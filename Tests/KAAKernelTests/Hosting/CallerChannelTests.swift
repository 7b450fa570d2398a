import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import KAAKernel

/// Calls from one module to another, for the caller of the first.
@Suite(.timeLimit(.minutes(10)))
struct CallerChannelTests {
    private typealias Message = Google.Protobuf.`Any`

    /// A service of one method.
    private struct Service: RPCService {
        static let method = MethodDescriptor(service: "kaa.test.v1.Peer", method: "Call", kind: .unary)

        let descriptor = ServiceDescriptor(name: "kaa.test.v1.Peer", methods: [Self.method])
        let body: @Sendable (Message, ServerContext) async throws -> Message

        var handlers: [RPCHandler] { [.unary(Self.method, self.body)] }

        func channel() throws -> InProcessChannel {
            InProcessChannel(router: try RPCRouter(services: [self]), name: "test")
        }
    }

    /// Makes a call whose handler makes another one to `inner`.
    private static func call(_ inner: Service, timeout: Duration?) async throws {
        let peer = try inner.channel()
        let outer = Service { request, context in
            let channel = try CallerChannel(peer, caller: .sample(.coach), within: context)
            return try await channel.unary(Service.method, request, options: CallOptions(timeout: .seconds(3600)))
        }
        let options = CallOptions(timeout: timeout)
        let _: Message = try await outer.channel().unary(Service.method, Message(), options: options)
    }

    @Test func endsACallToAnotherModuleWhenItsOwnEnds() async throws {
        try await Self.call(
            Service { request, context in
                let left = try #require(context.deadline) - .now
                #expect(left > .zero && left <= .seconds(60))
                return request
            },
            timeout: .seconds(60)
        )
    }

    @Test func cancelsACallToAnotherModuleWithItsOwn() async throws {
        let (began, begins) = AsyncStream.makeStream(of: Void.self)
        let (ended, ends) = AsyncStream.makeStream(of: Void.self)
        let inner = Service { request, _ in
            begins.finish()
            let (never, _) = AsyncStream.makeStream(of: Void.self)
            // Ends when the task is cancelled.
            for await _ in never {}
            ends.finish()
            return request
        }
        await withThrowingTaskGroup { group in
            group.addTask { try await Self.call(inner, timeout: nil) }
            for await _ in began {}
            group.cancelAll()
            for await _ in ended {}
            let result = await group.nextResult()
            #expect(throws: RPCError.self) { try result?.get() }
        }
    }
}

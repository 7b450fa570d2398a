import KAAWire
import Synchronization
import Testing

@testable import KAARPC

/// The official negative cases for clients (rpc.md 2.1), against a server that sends raw frames.
@Suite(.timeLimit(.minutes(10)))
struct NegativeServerTests {
    /// An ``Echo`` whose value is `text`, on the wire.
    private static func echo(_ count: Int) -> [UInt8] {
        let length = count < 128 ? [UInt8(count)] : [UInt8(count & 0x7F) | 0x80, UInt8(count >> 7)]
        return [0x12] + length + [UInt8](repeating: 7, count: count)
    }

    @Test("goaway: calls after it go on another connection, and those before it finish")
    func leavesAConnectionThatIsGoingAway() async throws {
        let mayAnswer = Latch()
        try await withRawServer { connection, number in
            try await connection.acceptHands()
            guard number == 1 else { return try await connection.answerAll() }
            guard let call = try await connection.nextCall() else { return }
            try await connection.send(.goAway(last: call.stream))
            try await connection.sendHead(stream: call.stream)
            await mayAnswer.wait()
            try await connection.send(.data(framed(Self.echo(1)), stream: call.stream, isEnd: false))
            try await connection.sendTrailers(stream: call.stream)
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel()
            let first: ClientCall<Echo, Echo> = try await channel.startCall(EchoService.unary, options: .standard)
            try await first.requests.write(Echo())
            first.requests.finish()
            defer { mayAnswer.open() }
            // It comes after the GOAWAY.
            _ = try await first.responses.metadata
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            #expect(server.connectionCount == 2)
            mayAnswer.open()
            #expect(try await first.responses.only() == Echo(value: [7]))
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            #expect(server.connectionCount == 2)
        }
    }

    @Test("rpc 46: calls beyond the last stream of a GOAWAY are made again, whatever the method")
    func repeatsCallsThatAGoAwayPassesOver() async throws {
        let bodies = Collected<[UInt8]>()
        try await withRawServer { connection, number in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            bodies.add(call.body)
            if number == 1 {
                try await connection.send(.goAway(last: 0))
                try await connection.waitForEnd()
            } else {
                #expect(call.fields["grpc-previous-rpc-attempts"] == nil)
                try await connection.answer(stream: call.stream)
                try await connection.answerAll()
            }
        } _: { server in
            let _: Echo = try await server.makeChannel().unary(EchoService.unary, Echo(value: [1, 2, 3]))
            #expect(server.connectionCount == 2)
        }
        #expect(bodies.values == [framed([0x12, 3, 1, 2, 3]), framed([0x12, 3, 1, 2, 3])])
    }

    @Test("rst_after_header, rst_during_data, rst_after_data: the call fails", arguments: 0...2)
    func failsACallThatIsReset(messages: Int) async throws {
        let message = framed(Self.echo(1000))
        let sent = messages == 1 ? Array(message.prefix(500)) : message
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            try await connection.sendHead(stream: call.stream)
            if messages > 0 { try await connection.send(.data(sent, stream: call.stream, isEnd: false)) }
            try await connection.send(.reset(stream: call.stream, code: 0))
            // The connection goes on.
            try await connection.answerAll()
        } _: { server in
            let channel = try server.makeChannel()
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .internalError)
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            #expect(server.connectionCount == 1)
        }
    }

    @Test("rst_after_data: a stream gives the messages that came whole, and then the failure")
    func keepsTheMessagesBeforeAReset() async throws {
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            try await connection.sendHead(stream: call.stream)
            try await connection.send(.data(framed(Self.echo(1)), stream: call.stream, isEnd: false))
            try await connection.send(.data(framed(Self.echo(9)).dropLast(), stream: call.stream, isEnd: false))
            try await connection.send(.reset(stream: call.stream, code: 2))
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel()
            let answers: ResponseStream<Echo> = try await channel.serverStreaming(EchoService.expand, Echo())
            var values: [[UInt8]] = []
            let error = try await #require(throws: RPCError.self) {
                for try await answer in answers { values.append(answer.value) }
            }
            #expect(values == [[7]])
            #expect(error.code == .internalError)
        }
    }

    @Test("ping: every PING is answered, and calls go on")
    func answersPings() async throws {
        let answers = Collected<[UInt8]>()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            for number: UInt8 in 0..<5 {
                let payload = [UInt8](repeating: number, count: 8)
                try await connection.send(RawFrame(type: RawFrame.ping, payload: payload))
                guard let frame = try await connection.nextFrame(ofType: RawFrame.ping) else { return }
                if frame.flags == RawFrame.acknowledgement { answers.add(frame.payload) }
            }
            try await connection.answer(stream: call.stream)
            try await connection.waitForEnd()
        } _: { server in
            let _: Echo = try await server.makeChannel().unary(EchoService.unary, Echo())
        }
        #expect(answers.values == (0..<5).map { [UInt8](repeating: $0, count: 8) })
    }

    @Test("max_streams: no more calls at once than the server allows")
    func keepsToTheStreamsAllowed() async throws {
        let streams = Collected<UInt32>()
        try await withRawServer { connection, _ in
            try await connection.acceptHands(settings: RawFrame.setting(3, 1))
            while let call = try await connection.nextCall() {
                streams.add(call.stream)
                // Another request before this one is answered would come as the next frame of the connection: it must not.
                try await connection.send(RawFrame(type: RawFrame.ping, payload: [UInt8](repeating: 1, count: 8)))
                while let frame = try await connection.nextFrame(), frame.type != RawFrame.ping {
                    #expect(frame.type != RawFrame.headers)
                }
                try await connection.answer(stream: call.stream)
            }
        } _: { server in
            let channel = try server.makeChannel()
            try await withThrowingTaskGroup { group in
                for _ in 0..<10 {
                    group.addTask { let _: Echo = try await channel.unary(EchoService.unary, Echo()) }
                }
                try await group.waitForAll()
            }
            #expect(server.connectionCount == 1)
        }
        #expect(streams.values.count == 10)
    }

    @Test("max_streams: a call that waits for room ends at its deadline")
    func endsAWaitingCallAtItsDeadline() async throws {
        let began = Latch()
        try await withRawServer { connection, _ in
            try await connection.acceptHands(settings: RawFrame.setting(3, 1))
            guard let call = try await connection.nextCall() else { return }
            began.open()
            while let head = try await connection.nextFrame() {
                if head.type == RawFrame.headers { Issue.record("A second call was begun: \(call.stream)") }
            }
        } _: { server in
            let channel = try server.makeChannel()
            let first: ClientCall<Echo, Echo> = try await channel.startCall(EchoService.unary, options: .standard)
            try await first.requests.write(Echo())
            first.requests.finish()
            await began.wait()
            let error = try await #require(throws: RPCError.self) {
                let options = CallOptions(timeout: .milliseconds(200))
                let _: Echo = try await channel.unary(EchoService.unary, Echo(), options: options)
            }
            #expect(error.code == .deadlineExceeded)
            first.cancel()
        }
    }

    @Test("data_frame_padding: padding counts in both windows and is given back")
    func takesPaddedFrames() async throws {
        // Several times what both windows hold, most of it padding.
        let frames = 4000
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            try await connection.sendHead(stream: call.stream)
            var (stream, whole) = (65_535, 65_535)
            for _ in 0..<frames {
                while min(stream, whole) < 256 {
                    guard let frame = try await connection.nextFrame() else { return }
                    guard frame.type == RawFrame.windowUpdate else { continue }
                    if frame.stream == 0 { whole += Int(frame.errorCode) } else { stream += Int(frame.errorCode) }
                }
                try await connection.send(.padded(framed([]), padding: 250, stream: call.stream))
                stream -= 256
                whole -= 256
            }
            try await connection.sendTrailers(stream: call.stream)
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel {
                $0.streamWindowBytes = 65_535
                $0.connectionWindowBytes = 65_535
            }
            var count = 0
            let answers: ResponseStream<Echo> = try await channel.serverStreaming(EchoService.expand, Echo())
            for try await _ in answers { count += 1 }
            #expect(count == frames)
        }
    }

    @Test("A push ends the connection, as it was refused in the settings")
    func refusesPush() async throws {
        let settings = Collected<[UInt8]>()
        try await withRawServer { connection, _ in
            try await connection.skipPreface()
            if let frame = try await connection.nextFrame(ofType: RawFrame.settings) { settings.add(frame.payload) }
            try await connection.send(
                RawFrame(type: RawFrame.settings),
                RawFrame(type: RawFrame.settings, flags: RawFrame.acknowledgement)
            )
            guard let call = try await connection.nextCall() else { return }
            try await connection.send(RawFrame(type: 5, flags: 4, stream: call.stream, payload: [0, 0, 0, 2, 0x82]))
            try await connection.waitForEnd()
        } _: { server in
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await server.makeChannel().unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
        }
        let pairs = try #require(settings.values.first)
        #expect(stride(from: 0, to: pairs.count, by: 6).contains { pairs[$0..<$0 + 6] == [0, 2, 0, 0, 0, 0] })
    }
}

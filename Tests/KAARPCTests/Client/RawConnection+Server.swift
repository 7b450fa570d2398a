/// A request as a raw server has taken it in.
struct RawCall: Sendable {
    let stream: UInt32
    let fields: [String: String]
    let body: [UInt8]
}

extension RawConnection {
    /// Takes the client's preface, and greets it with settings and an acknowledgement of its own, which are on their way.
    func acceptHands(settings: [UInt8] = []) async throws {
        try await self.skipPreface()
        try await self.send(
            RawFrame(type: RawFrame.settings, payload: settings),
            RawFrame(type: RawFrame.settings, flags: RawFrame.acknowledgement)
        )
    }

    /// The next whole request; `nil` when the client has closed the connection.
    ///
    /// For clients that send one request after the other.
    func nextCall() async throws -> RawCall? {
        guard let head = try await self.nextHead() else { return nil }
        var body: [UInt8] = []
        var isEnd = head.isEnd
        let fields = self.fields(of: head)
        while !isEnd, let frame = try await self.nextFrame(ofStream: head.stream) {
            if frame.type == RawFrame.data { body += frame.payload }
            isEnd = frame.isEnd || frame.type == RawFrame.reset
        }
        return RawCall(stream: head.stream, fields: fields, body: body)
    }

    /// The next header block of a request, whose body is still to come.
    func nextHead() async throws -> RawFrame? {
        try await self.nextFrame(ofType: RawFrame.headers)
    }

    /// Begins an answer.
    func sendHead(stream: UInt32) async throws {
        let fields = [(":status", "200"), ("content-type", "application/grpc")]
        try await self.send(.headers(fields, stream: stream, isEnd: false))
    }

    /// Ends an answer.
    func sendTrailers(stream: UInt32, code: Int = 0, adding extra: [(String, String)] = []) async throws {
        try await self.send(.headers([("grpc-status", "\(code)")] + extra, stream: stream, isEnd: true))
    }

    /// Answers with messages and success.
    func answer(stream: UInt32, with messages: [[UInt8]] = [[]]) async throws {
        try await self.sendHead(stream: stream)
        for message in messages {
            try await self.send(.data(framed(message), stream: stream, isEnd: false))
        }
        try await self.sendTrailers(stream: stream)
    }

    /// Answers with nothing but a failure.
    func refuse(stream: UInt32, code: Int, adding extra: [(String, String)] = []) async throws {
        let fields = [(":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "\(code)")]
        try await self.send(.headers(fields + extra, stream: stream, isEnd: true))
    }

    /// Answers every further request with success.
    func answerAll() async throws {
        while let call = try await self.nextCall() {
            try await self.answer(stream: call.stream)
        }
    }

    /// Reads until the client closes the connection.
    func waitForEnd() async throws {
        while try await self.nextFrame() != nil {}
    }
}

import KAARPC
import KAAWire
import Testing

/// A connection remembers what the last request's fields meant; no request may be taken for another one by it.
@Suite(.timeLimit(.minutes(10)))
struct RepeatedHeadTests {
    private let listing = AdHocService(
        .unary(AdHocService.unary) { (_: Echo, context) -> Echo in
            Echo(typeUrl: context.metadata.listed + (context.deadline == nil ? "" : " with a deadline"))
        }
    )

    /// Keeps the name that a request gives, and answers with what is kept.
    private let recalling = AdHocService(
        .unary(AdHocService.unary) { (_: Echo, context) -> Echo in
            if let name = context.recalled(KeptName.Key.self) { return Echo(typeUrl: name.text) }
            context.keep(KeptName(text: context.metadata["x-name"] ?? "none"), for: KeptName.Key.self)
            return Echo(typeUrl: context.isRepeated ? "repeated" : "new")
        }
    )

    private final class KeptName: Sendable {
        let text: String

        init(text: String) {
            self.text = text
        }

        enum Key: ServerContextKey {
            typealias Value = KeptName
        }
    }

    /// What the handler tells of each request, all of them on one connection.
    private func answers(to requests: [[(String, String)]], by service: AdHocService? = nil) async throws -> [String] {
        try await withServer([service ?? self.listing]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                var answers: [String] = []
                for (index, request) in requests.enumerated() {
                    let stream = UInt32(2 * index + 1)
                    try await connection.send(.headers(request, stream: stream, isEnd: false))
                    try await connection.send(.data(framed([]), stream: stream, isEnd: true))
                    let (answer, body) = try await connection.answer(toStream: stream)
                    let status = answer["grpc-status"] ?? "none"
                    let echo = try body.isEmpty ? Echo() : Echo(decoding: Array(body.dropFirst(5)))
                    answers.append("\(status) \(echo.typeUrl)")
                }
                return answers
            }
        }
    }

    private func request(_ extra: (String, String)...) -> [(String, String)] {
        requestFields(path: AdHocService.unary.path, adding: extra)
    }

    @Test func takesNoRequestForTheOneBefore() async throws {
        let answers = try await self.answers(to: [
            self.request(("authorization", "Bearer one")),
            self.request(("authorization", "Bearer one")),
            self.request(("authorization", "Bearer two")),
            self.request(),
            self.request(("authorization", "Bearer two")),
        ])
        #expect(
            answers == [
                "0 authorization=Bearer one\n", "0 authorization=Bearer one\n", "0 authorization=Bearer two\n", "0 ",
                "0 authorization=Bearer two\n",
            ]
        )
    }

    /// What is kept for requests with the same fields is there for no others, nor for those of another connection.
    @Test func recallsForTheSameFieldsOnly() async throws {
        let requests = ["one", "one", "one", "two", "two", "two", "one", "one"].map { self.request(("x-name", $0)) }
        let expected = ["0 new", "0 repeated", "0 one", "0 new", "0 repeated", "0 two", "0 new", "0 repeated"]
        #expect(try await self.answers(to: requests, by: self.recalling) == expected)
        #expect(try await self.answers(to: requests, by: self.recalling) == expected)
    }

    @Test func tellsApartFieldsThatHaveTheSameLettersTogether() async throws {
        let answers = try await self.answers(to: [
            self.request(("ab", "cd")), self.request(("abc", "d")), self.request(("a", "bcd")),
            self.request(("ab", "cdefg"), ("h", "i")), self.request(("ab", "cd"), ("efgh", "i")),
        ])
        #expect(answers == ["0 ab=cd\n", "0 abc=d\n", "0 a=bcd\n", "0 ab=cdefg\nh=i\n", "0 ab=cd\nefgh=i\n"])
    }

    @Test func refusesAgainWhatItRefused() async throws {
        let unknown = requestFields(path: "/kaa.test.v1.AdHoc/Unknown")
        let answers = try await self.answers(to: [unknown, unknown, self.request(), unknown])
        #expect(answers == ["12 ", "12 ", "0 ", "12 "])
    }

    @Test func givesEachRequestItsOwnTime() async throws {
        let hurried = self.request(("grpc-timeout", "10S"))
        let answers = try await self.answers(to: [hurried, hurried, self.request(), hurried])
        #expect(answers == ["0  with a deadline", "0  with a deadline", "0 ", "0  with a deadline"])
    }
}

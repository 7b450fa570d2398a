import Foundation
import KAARPC
import Testing

@testable import KAAKernel

/// Keys that an issuer publishes on the network, over real sockets.
@Suite(.timeLimit(.minutes(10)))
struct PublishedKeysTests {
    @Test func fetchesTheKeysThatATokenNames() async throws {
        let key = SigningKey()
        try await KeyServer.running(try Self.page(key)) { server, port in
            let fixture = try await Self.fixture(key, port)
            #expect(server.requests == 0)

            #expect(await fixture.refusal(of: try fixture.token()) == nil)
            #expect(await fixture.refusal(of: try fixture.token(claims: ["jti": "2"])) == nil)
            #expect(server.requests == 1)
        }
    }

    @Test func takesUpRotatedKeysAndDropsFormerOnes() async throws {
        let (former, newer) = (SigningKey(), SigningKey())
        try await KeyServer.running(try Self.page(former)) { server, port in
            let fixture = try await Self.fixture(former, port)
            let old = try fixture.token()
            #expect(await fixture.refusal(of: old) == nil)
            server.set(try Self.page(newer))
            fixture.clock.advance(bySeconds: 10)
            let new = try TokenFixture.token(signedBy: newer)

            let caller = try await fixture.verifier.verify(new)
            #expect(caller.subject == "anna")
            #expect(try fixture.verifier.rememberedCaller(old) == nil)
            #expect(await fixture.refusal(of: old) == .unknownKey)
        }
    }

    @Test func asksNoMoreThanOnceInTenSeconds() async throws {
        let (key, stranger) = (SigningKey(), SigningKey())
        try await KeyServer.running(try Self.page(key)) { server, port in
            let fixture = try await Self.fixture(key, port)
            for number in 0..<50 {
                let token = try TokenFixture.token(signedBy: stranger, claims: ["jti": "\(number)"])
                #expect(await fixture.refusal(of: token) == .unknownKey)
            }
            #expect(server.requests == 1)
            fixture.clock.advance(bySeconds: 10)
            _ = await fixture.refusal(of: try TokenFixture.token(signedBy: stranger))
            #expect(server.requests == 2)
        }
    }

    @Test(
        arguments: [
            .raw("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n"),
            .raw("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/\r\ncontent-length: 0\r\n\r\n"),
            .raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"keys\":["), .raw("no HTTP\r\n\r\n"), .raw(""),
            .json("{}"), .json("{\"keys\":[]}"), .json("null"), .silence,
            .flood("HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n"),
            .flood("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"),
            .flood("HTTP/1.1 200 OK\r\nx: "),
        ] as [KeyServer.Answer]
    )
    func keepsTheKeysItHasWhateverTheServerDoes(answer: KeyServer.Answer) async throws {
        let (key, stranger) = (SigningKey(), SigningKey())
        try await KeyServer.running(try Self.page(key)) { server, port in
            let fixture = try await Self.fixture(key, port)
            let token = try fixture.token()
            #expect(await fixture.refusal(of: token) == nil)
            server.set(answer)
            fixture.clock.advance(bySeconds: 10)

            #expect(await fixture.refusal(of: try TokenFixture.token(signedBy: stranger)) == .unknownKey)
            #expect(server.requests == 2)
            // What the sockets of both sides hold, and no more.
            #expect(server.floodedBytes < 32 * 1024 * 1024)
            #expect(await fixture.refusal(of: try fixture.token(claims: ["jti": "2"])) == nil)
        }
    }

    @Test func servesWithoutKeysWhileTheServerIsDown() async throws {
        let key = SigningKey()
        var freePort = 0
        try await KeyServer.running(.silence) { _, port in freePort = port }
        let fixture = try await Self.fixture(key, freePort)

        #expect(await fixture.refusal(of: try fixture.token()) == .unknownKey)
    }

    @Test(arguments: [
        "http://login.example.se/keys", "ftp://login.example.se/keys", "https://user@login.example.se/keys", "https://",
        "http://127.0.0.1.example.se/",
    ])
    func takesNoOtherURL(url: String) {
        #expect(throws: ConfigurationError.self) { try KeySource.published(at: url) }
    }

    private static func page(_ key: SigningKey) throws -> KeyServer.Answer {
        .json(String(decoding: try key.keySet.json(), as: UTF8.self))
    }

    private static func fixture(_ key: SigningKey, _ port: Int) async throws -> TokenFixture {
        let document = try HTTPDocument(
            HTTPDocument.Address(host: "127.0.0.1", port: port, path: "/keys"),
            tls: nil,
            maximumBytes: 64 * 1024,
            timeout: .milliseconds(500)
        )
        return try await TokenFixture(key: key) { $0.issuers[0].keys = .published(document) }
    }
}

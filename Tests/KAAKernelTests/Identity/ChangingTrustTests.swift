import Foundation
import Testing

@testable import KAAKernel

/// Keys that are replaced and tokens that are revoked while the program runs.
struct ChangingTrustTests {
    @Test func takesUpKeysAndDropsThemAsTheirFileChanges() async throws {
        try await withTemporaryDirectory { directory in
            let (first, second) = (SigningKey(), SigningKey())
            let path = directory + "/keys.json"
            try Self.write(first.keySet.json(), to: path)
            let before = try await Self.fixture(signedBy: first, keysAt: path)
            let after = try await Self.fixture(signedBy: second, keysAt: path)
            let (old, new) = (try before.token(), try after.token())
            #expect(await before.refusal(of: old) == nil)
            #expect(await before.refusal(of: new) == .unknownKey)

            try Self.write(second.keySet.json(), to: path)
            #expect(await before.refusal(of: old) == nil)
            try await before.verifier.readFiles()

            #expect(await before.refusal(of: old) == .unknownKey)
            #expect(await before.refusal(of: new) == nil)
        }
    }

    @Test(arguments: ["{\"keys\":[]}", "", "no JSON", nil])
    func keepsTheKeysIfTheirFileIsNoLongerOne(content: String?) async throws {
        try await withTemporaryDirectory { directory in
            let key = SigningKey()
            let path = directory + "/keys.json"
            try Self.write(key.keySet.json(), to: path)
            let fixture = try await Self.fixture(signedBy: key, keysAt: path)
            if let content {
                try Self.write(Data(content.utf8), to: path)
            } else {
                try FileManager.default.removeItem(atPath: path)
            }
            try await fixture.verifier.readFiles()

            #expect(await fixture.refusal(of: try fixture.token()) == nil)
        }
    }

    @Test(arguments: ["token 1", "subject anna", "key <kid>", "  token\t1 # lost", "subject eva\n\nsubject anna\r\n"])
    func refusesWhatIsRevokedEvenIfItIsRemembered(entry: String) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/revoked"
            try Self.write(Data("# none yet\n".utf8), to: path)
            let fixture = try await TokenFixture { $0.revocations = path }
            let token = try fixture.token()
            #expect(await fixture.refusal(of: token) == nil)

            let text = entry.replacingOccurrences(of: "<kid>", with: fixture.key.identifier)
            try Self.write(Data(text.utf8), to: path)
            try await fixture.verifier.readFiles()

            #expect(try fixture.verifier.rememberedCaller(token) == nil)
            #expect(await fixture.refusal(of: token) == .revoked)
        }
    }

    @Test func takesARevocationBackOnlyByARemovedLine() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/revoked"
            try Self.write(Data("subject anna\n".utf8), to: path)
            let fixture = try await TokenFixture { $0.revocations = path }
            let token = try fixture.token()
            #expect(await fixture.refusal(of: token) == .revoked)

            try Self.write(Data("subjekt anna\nsubject eva\n".utf8), to: path)
            try await fixture.verifier.readFiles()
            #expect(await fixture.refusal(of: token) == .revoked)
            #expect(await fixture.refusal(of: try fixture.token(claims: ["sub": "eva"])) == .revoked)

            try FileManager.default.removeItem(atPath: path)
            try await fixture.verifier.readFiles()
            #expect(await fixture.refusal(of: token) == .revoked)

            try Self.write(Data("subject eva\n".utf8), to: path)
            try await fixture.verifier.readFiles()
            #expect(await fixture.refusal(of: token) == nil)
        }
    }

    @Test func looksAtTheListSeveralTimesASecond() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/revoked"
            try Self.write(Data(), to: path)
            let fixture = try await TokenFixture { $0.revocations = path }
            let token = try fixture.token()
            #expect(await fixture.refusal(of: token) == nil)
            let verifier = fixture.verifier
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await verifier.run { pause in
                        #expect(pause <= .milliseconds(500))
                        try Task.checkCancellation()
                    }
                }
                try Self.write(Data("token 1".utf8), to: path)
                while try verifier.rememberedCaller(token) != nil { await Task.yield() }
                group.cancelAll()
            }
            #expect(await fixture.refusal(of: token) == .revoked)
        }
    }

    @Test func startsOnNoListThatItCannotRead() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/revoked"
            await #expect(throws: WatchedFile.Unreadable.self) {
                try await TokenFixture { $0.revocations = path }
            }
            try Self.write(Data("certificate 12\n".utf8), to: path)
            let error = await #expect(throws: ConfigurationError.self) {
                try await TokenFixture { $0.revocations = path }
            }
            #expect(error?.description == "Line 1 of the list of revocations is no entry.")
        }
    }

    @Test func doesNotRememberWhatWasVerifiedBeforeARevocation() async throws {
        let fixture = try await TokenFixture()
        let cache = TokenCache(capacity: 10)
        let proof = CallerProof(
            caller: try await fixture.verifier.verify(try fixture.token()),
            validUntil: .distantFuture,
            issuer: "own",
            key: "1"
        )
        let epoch = cache.epoch
        cache.remove { _ in false }
        cache.insert(proof, for: "token", verifiedIn: epoch)

        #expect(cache.count == 0)
    }

    private static func fixture(signedBy key: SigningKey, keysAt path: String) async throws -> TokenFixture {
        try await TokenFixture(key: key) { $0.issuers[0].keys = .file(path: path, besides: nil) }
    }

    private static func write(_ content: Data, to path: String) throws {
        try content.write(to: URL(filePath: path))
    }
}

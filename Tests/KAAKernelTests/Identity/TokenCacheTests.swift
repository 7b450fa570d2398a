import Foundation
import Testing

@testable import KAAKernel

struct TokenCacheTests {
    private static let proof = CallerProof(
        caller: Caller(subject: "a", kind: .person, board: .amn, roles: []),
        validUntil: .distantFuture,
        issuer: "own",
        key: "1"
    )

    @Test func letsTheLeastRecentlyUsedMakeWay() {
        let cache = TokenCache(capacity: 3)
        let now = Date(timeIntervalSince1970: 0)
        let keys = (0..<4).map { "token \($0)" }
        for key in keys.prefix(3) {
            cache.insert(Self.proof, for: key, verifiedIn: 0)
        }
        _ = cache.caller(keys[0], at: now)
        cache.insert(Self.proof, for: keys[3], verifiedIn: 0)

        #expect(keys.map { cache.caller($0, at: now) != nil } == [true, false, true, true])
        #expect(cache.count == 3)
    }

    @Test func neverGrowsPastItsCapacity() {
        let cache = TokenCache(capacity: 10)
        for number in 0..<1_000 {
            let key = "\(number % 37)"
            cache.insert(Self.proof, for: key, verifiedIn: 0)
            _ = cache.caller("\(number % 11)", at: Date(timeIntervalSince1970: 0))
            #expect(cache.count <= 10)
        }
    }

    @Test func keepsNothingWithoutCapacity() {
        let cache = TokenCache(capacity: 0)
        let key = "token"
        cache.insert(Self.proof, for: key, verifiedIn: 0)
        #expect(cache.caller(key, at: Date(timeIntervalSince1970: 0)) == nil)
    }
}

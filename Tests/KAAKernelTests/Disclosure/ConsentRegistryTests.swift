import Foundation
import Testing

@testable import KAAKernel

/// When a change may be said to have been made.
@Suite(.timeLimit(.minutes(10)))
struct ConsentRegistryTests {
    @Test func tellsEveryModuleBeforeItAnswers() async throws {
        let fixture = try await ConsentFixture()
        let replicas = [try await fixture.replica(), try await fixture.replica()]
        for (index, replica) in replicas.enumerated() { fixture.registry.add(replica, of: "\(index)") }
        try await fixture.save(.sample())
        try await fixture.registry.settle()
        #expect(replicas.allSatisfy { $0.directory.refusal() == nil })
        let before = fixture.clock.now
        try await fixture.revoke()
        try await fixture.registry.settle()
        #expect(replicas.allSatisfy { $0.directory.refusal() == .revoked })
        #expect(fixture.clock.now == before)
    }

    @Test func waitsForTheLeaseOfAModuleThatDoesNotHear() async throws {
        let fixture = try await ConsentFixture()
        let feed = CuttableFeed(fixture.registry.feed)
        let replica = try await fixture.replica(through: feed)
        fixture.registry.add(replica, of: "test")
        try await fixture.save(.sample())
        try await fixture.registry.settle()
        feed.cut()
        fixture.clock.advance(bySeconds: 0.2)
        try await fixture.revoke()
        #expect(replica.directory.refusal() == nil)
        let before = fixture.clock.now
        try await fixture.registry.settle()
        #expect(replica.directory.refusal() == .notCurrent)
        #expect(abs(fixture.clock.now.timeIntervalSince(before) - 0.3) < 0.001)
    }
}

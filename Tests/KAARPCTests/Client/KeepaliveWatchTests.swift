import NIOCore
import Testing

@testable import KAARPC

/// When a client asks a silent server for a sign of life (`keepalive.md`).
struct KeepaliveWatchTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func watch(permitsWithoutCalls: Bool = false, factor: Int = 1) -> KeepaliveWatch {
        let keepalive = ClientKeepalive(
            time: .seconds(10),
            timeout: .seconds(2),
            permitsWithoutCalls: permitsWithoutCalls
        )
        return KeepaliveWatch(keepalive, factor: factor, now: self.start)
    }

    @Test
    func asksAfterSilenceAndGivesUpWithoutAnswer() {
        var watch = self.watch()
        #expect(watch.start == self.start + .seconds(10))
        #expect(watch.look(at: watch.start, hasCalls: true) == .ping(until: self.start + .seconds(12)))
        #expect(watch.look(at: self.start + .seconds(11), hasCalls: true) == .wait(until: self.start + .seconds(12)))
        #expect(watch.look(at: self.start + .seconds(12), hasCalls: true) == .giveUp)
    }

    @Test
    func asksAgainSoonAfterAnAnswerThatCameLongBeforeTheTimeout() {
        let keepalive = ClientKeepalive(time: .seconds(1), timeout: .seconds(20))
        var watch = KeepaliveWatch(keepalive, factor: 1, now: self.start)
        #expect(watch.look(at: self.start + .seconds(1), hasCalls: true) == .ping(until: self.start + .seconds(2)))
        #expect(watch.look(at: self.start + .seconds(2), hasCalls: true) == .wait(until: self.start + .seconds(3)))
        watch.didRead(at: self.start + .seconds(2))
        #expect(watch.look(at: self.start + .seconds(3), hasCalls: true) == .ping(until: self.start + .seconds(4)))
        #expect(watch.look(at: self.start + .seconds(22), hasCalls: true) == .wait(until: self.start + .seconds(23)))
        #expect(watch.look(at: self.start + .seconds(23), hasCalls: true) == .giveUp)
    }

    @Test
    func takesAnyByteForASignOfLife() {
        var watch = self.watch()
        watch.didRead(at: self.start + .seconds(4))
        #expect(watch.look(at: self.start + .seconds(10), hasCalls: true) == .wait(until: self.start + .seconds(14)))
        #expect(watch.look(at: self.start + .seconds(14), hasCalls: true) == .ping(until: self.start + .seconds(16)))
        watch.didRead(at: self.start + .seconds(15))
        #expect(watch.look(at: self.start + .seconds(16), hasCalls: true) == .wait(until: self.start + .seconds(25)))
    }

    @Test
    func asksWithoutCallsOnlyIfPermitted() {
        var watch = self.watch()
        let due = self.start + .seconds(10)
        #expect(watch.look(at: due, hasCalls: false) == .wait(until: self.start + .seconds(20)))
        var permitted = self.watch(permitsWithoutCalls: true)
        #expect(permitted.look(at: due, hasCalls: false) == .ping(until: self.start + .seconds(12)))
    }

    @Test
    func asksHalfAsOftenAfterAComplaint() {
        #expect(self.watch(factor: 2).start == self.start + .seconds(20))
    }
}

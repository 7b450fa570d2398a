import NIOCore
import Testing

@testable import KAARPC

@Suite("48: ping strikes")
struct PingPoliceTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private var police = PingPolice(minimumInterval: .seconds(300), minimumIntervalWithoutCalls: .seconds(7200))

    @Test
    mutating func permitsTwoPingsThatComeTooEarly() {
        let verdicts = (0..<4).map { _ in self.police.permitsPing(now: Self.start, hasCalls: true) }
        #expect(verdicts == [true, true, true, false])
    }

    @Test
    mutating func permitsPingsAtTheIntervalForEver() {
        for minute in 0..<100 {
            let isPermitted = self.police.permitsPing(now: Self.start + .minutes(Int64(minute * 5)), hasCalls: true)
            #expect(isPermitted)
        }
    }

    @Test
    mutating func waitsLongerWithoutCalls() {
        let verdicts = (0..<4).map { count in
            self.police.permitsPing(now: Self.start + .minutes(Int64(count * 5)), hasCalls: false)
        }
        #expect(verdicts == [true, true, true, false])
    }

    @Test
    mutating func forgetsTheStrikesWhenSomethingIsSent() {
        for _ in 0..<100 {
            self.police.didSend()
            let verdicts = (0..<3).map { _ in self.police.permitsPing(now: Self.start, hasCalls: true) }
            #expect(verdicts == [true, true, true])
        }
    }
}

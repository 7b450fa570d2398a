import NIOCore
import Testing

@testable import KAARPC

@Suite
struct StreamProgressTests {
    private var progress = StreamProgress()

    @Test
    mutating func addsUpTheTimeThatNothingComes() {
        for second in 1...10 {
            let stall = self.progress.patrol(elapsed: .seconds(1), awaitsInput: true, awaitsOutput: false)
            #expect(stall.inbound == .seconds(Int64(second)))
            #expect(stall.outbound == .zero)
        }
    }

    @Test(arguments: [(100, true), (1023, true), (1024, false), (100_000, false)])
    mutating func takesATrickleForNothing(bytes: Int, stalls: Bool) {
        self.progress.didReceive(bytes)
        self.progress.didSend(bytes)
        let stall = self.progress.patrol(elapsed: .seconds(1), awaitsInput: true, awaitsOutput: true)
        #expect((stall.inbound > .zero) == stalls)
        #expect((stall.outbound > .zero) == stalls)
    }

    @Test
    mutating func beginsAnewWhenThePeerHasDoneItsPart() {
        _ = self.progress.patrol(elapsed: .seconds(20), awaitsInput: true, awaitsOutput: true)
        _ = self.progress.patrol(elapsed: .seconds(20), awaitsInput: false, awaitsOutput: false)
        let stall = self.progress.patrol(elapsed: .seconds(1), awaitsInput: true, awaitsOutput: true)
        #expect(stall.inbound == .seconds(1))
        #expect(stall.outbound == .seconds(1))
    }
}

import NIOCore
import Testing

@testable import KAARPC

@Suite
struct FrameAccountantTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func makeAccountant(_ limits: FrameLimits = FrameLimits()) -> FrameAccountant {
        FrameAccountant(limits: limits, peerIsClient: false, now: Self.start)
    }

    /// What the accountant says of frames that come at once, cut into pieces of `size` bytes.
    private func verdict(
        on frames: [RawFrame],
        limits: FrameLimits = FrameLimits(),
        size: Int = .max
    ) -> PeerViolation? {
        var accountant = self.makeAccountant(limits)
        let bytes = frames.flatMap(\.bytes)
        do throws(PeerViolation) {
            var position = 0
            while position < bytes.count {
                let end = size < bytes.count - position ? position + size : bytes.count
                try accountant.account(Array(bytes[position..<end]).span, now: Self.start)
                try accountant.settle(now: Self.start)
                position = end
            }
            return nil
        } catch {
            return error
        }
    }

    private static let padded: UInt8 = 0x8

    @Test(arguments: [1, 2, 8, 9, 10, Int.max])
    func findsEveryFloodHoweverTheBytesAreCut(size: Int) {
        let limits = FrameLimits()
        let floods: [(PeerViolation, RawFrame, Int)] = [
            (.resetFlood, .reset(stream: 1, code: 8), limits.resets?.burst ?? .max),
            (.controlFlood, RawFrame(type: RawFrame.ping, payload: Array(0..<8)), limits.controls.burst),
            (.controlFlood, RawFrame(type: RawFrame.settings), limits.controls.burst),
            (.controlFlood, RawFrame(type: 2, stream: 1, payload: Array(0..<5)), limits.controls.burst),
            (
                .windowUpdateFlood, RawFrame(type: RawFrame.windowUpdate, payload: [0, 0, 0, 1]),
                limits.windowUpdates.burst
            ),
            (.strayFrameFlood, RawFrame(type: 0xEE, payload: [1, 2, 3]), limits.strays.burst),
        ]
        for (violation, frame, burst) in floods {
            #expect(self.verdict(on: Array(repeating: frame, count: burst), size: size) == nil)
            #expect(self.verdict(on: Array(repeating: frame, count: burst + 1), size: size) == violation)
        }
    }

    @Test(arguments: [1, 10, Int.max])
    func countsDataFramesWithoutData(size: Int) {
        let empty = RawFrame.data([], stream: 1, isEnd: false)
        let onlyPadding = RawFrame(type: RawFrame.data, flags: Self.padded, stream: 1, payload: [3, 0, 0, 0])
        let withByte = RawFrame(type: RawFrame.data, flags: Self.padded, stream: 1, payload: [2, 7, 0, 0])
        for frame in [empty, onlyPadding] {
            #expect(self.verdict(on: Array(repeating: frame, count: 10), size: size) == nil)
            #expect(self.verdict(on: Array(repeating: frame, count: 11), size: size) == .emptyFrameFlood)
        }
        #expect(self.verdict(on: Array(repeating: withByte, count: 50), size: size) == nil)
        let last = RawFrame.data([], stream: 1, isEnd: true)
        #expect(self.verdict(on: Array(repeating: last, count: 50), size: size) == nil)
    }

    @Test(arguments: [1, 10, Int.max])
    func countsContinuationsOfOneBlockAndNotReads(size: Int) {
        let headers = RawFrame(type: RawFrame.headers, stream: 1, payload: [1, 2, 3])
        let more = RawFrame(type: 9, stream: 1, payload: [4])
        let block = [headers] + Array(repeating: more, count: 8)
        #expect(self.verdict(on: block + block, size: size) == nil)
        #expect(self.verdict(on: block + [more], size: size) == .continuationFlood)
        let wide = RawFrame(type: 9, stream: 1, payload: Array(repeating: 0, count: 16_384))
        #expect(self.verdict(on: [headers, wide, wide, wide], size: size) == nil)
        #expect(self.verdict(on: [headers, wide, wide, wide, wide], size: size) == .continuationFlood)
    }

    @Test
    func chargesLongStrayFramesByTheirLength() {
        let long = RawFrame(type: 0xEE, payload: Array(repeating: 0, count: 16_384))
        #expect(self.verdict(on: Array(repeating: long, count: 580)) == nil)
        #expect(self.verdict(on: Array(repeating: long, count: 600)) == .strayFrameFlood)
    }

    @Test
    func takesDataThatNobodyHeardOfForStray() throws {
        var accountant = self.makeAccountant()
        let frame = RawFrame.data([1], stream: 1, isEnd: false).bytes
        for _ in 0..<100_000 {
            try accountant.account(frame.span, now: Self.start)
            accountant.didDeliverData()
            try accountant.settle(now: Self.start)
        }
        #expect(throws: PeerViolation.strayFrameFlood) {
            for _ in 0...10_000 {
                try accountant.account(frame.span, now: Self.start)
                try accountant.settle(now: Self.start)
            }
        }
    }

    @Test
    func letsAClientResetAsManyCallsAsItLetsEnd() throws {
        var accountant = self.makeAccountant()
        let reset = RawFrame.reset(stream: 1, code: 8).bytes
        for _ in 0..<10_000 {
            accountant.didCompleteCall()
            try accountant.account(reset.span, now: Self.start)
        }
    }

    @Test
    func letsTimeHealWhatWasTooMuch() throws {
        var accountant = self.makeAccountant()
        let reset = RawFrame.reset(stream: 1, code: 8).bytes
        for _ in 0..<200 {
            try accountant.account(reset.span, now: Self.start)
        }
        for _ in 0..<50 {
            try accountant.account(reset.span, now: Self.start + .seconds(1))
        }
        #expect(throws: PeerViolation.resetFlood) {
            try accountant.account(reset.span, now: Self.start + .seconds(1))
        }
    }

    @Test
    func dataSentEarnsWindowUpdates() throws {
        var accountant = self.makeAccountant()
        let update = RawFrame(type: RawFrame.windowUpdate, payload: [0, 0, 0, 1]).bytes
        for _ in 0..<10_000 {
            accountant.didSendData()
            try accountant.account((update + update).span, now: Self.start)
        }
    }

    @Test
    func aServerMayEndAsManyCallsAsItLikes() {
        let resets = Array(repeating: RawFrame.reset(stream: 1, code: 8), count: 100_000)
        #expect(self.verdict(on: resets, limits: .ofServer) == nil)
    }

    @Test
    func refusesStreamsThatTheClientHasPassedOver() {
        func verdict(_ streams: [UInt32]) -> PeerViolation? {
            var accountant = FrameAccountant(limits: FrameLimits(), peerIsClient: true, now: Self.start)
            let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
            let blocks = streams.flatMap { RawFrame(type: RawFrame.headers, stream: $0, payload: [1]).bytes }
            do throws(PeerViolation) {
                try accountant.account((preface + blocks).span, now: Self.start)
                return nil
            } catch {
                return error
            }
        }
        #expect(verdict([1, 3, 5, 3, 7]) == nil)
        #expect(verdict([5, 11, 13, 11]) == nil)
        #expect(verdict([5, 3]) == .streamIdentifier)
        #expect(verdict([1, 9, 11, 5]) == .streamIdentifier)
        #expect(self.verdict(on: [RawFrame(type: 2, stream: 0, payload: Array(0..<5))]) == .streamIdentifier)
    }

    @Test
    func skipsTheClientsPreface() throws {
        var accountant = FrameAccountant(limits: FrameLimits(), peerIsClient: true, now: Self.start)
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        let pings = Array(repeating: RawFrame(type: RawFrame.ping, payload: Array(0..<8)), count: 501)
        try accountant.account((preface + pings.dropLast().flatMap(\.bytes)).span, now: Self.start)
        #expect(throws: PeerViolation.controlFlood) {
            try accountant.account(pings[0].bytes.span, now: Self.start)
        }
    }
}

import KAAWire
import Synchronization
import Testing

@testable import KAARPC

@Suite
struct FairnessTests {
    @Test
    func servesAnotherConnectionBeforeTheBacklogOfTheFirst() async throws {
        let begun = Counter()
        let first = Latch()
        let other = Counter()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, context) -> Echo in
                guard context.metadata["x-many"] != nil else { return Echo(typeUrl: "\(begun.value)") }
                begun.increment()
                first.open()
                let clock = ContinuousClock()
                // On a machine that is busy it takes a while until the other call is made.
                let end = clock.now + .milliseconds(other.value == 0 ? 100 : 10)
                while clock.now < end {}
                return request
            }
        )
        try await withServer([service]) { running in
            let channel = try running.makeChannel()
            let _: Echo = try await channel.unary(AdHocService.unary, Echo())
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: AdHocService.unary.path, adding: [("x-many", "1")])
                let calls = stride(from: UInt32(1), to: 201, by: 2).flatMap { stream in
                    RawFrame.headers(fields, stream: stream, isEnd: false).bytes
                        + RawFrame.data(framed([]), stream: stream, isEnd: true).bytes
                }
                try await connection.send(calls)
                await first.wait()
                other.increment()
                let answer: Echo = try await channel.unary(AdHocService.unary, Echo())
                let before = try #require(Int(answer.typeUrl))
                #expect(before < 100)
            }
        }
    }
}

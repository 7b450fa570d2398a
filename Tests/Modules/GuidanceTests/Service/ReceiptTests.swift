import GuidanceContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

/// What Guidance keeps to show why it knows of somebody in another board's register.
struct ReceiptTests {
    @Test func keepsTheReceiptWithWhatItWasFor() async throws {
        let fixture = try await GuidanceFixture()
        _ = try await fixture.bookSession()
        let receipt = try #require(try await fixture.kernel.receipts(of: "guidance", about: fixture.anna).first)

        #expect(receipt.discloser == .amn && receipt.receiverBoard == .utbn)
        #expect(receipt.receiver == "module:guidance")
        #expect(receipt.source == "/kaa.outreach.v1.RegisterService/CheckCoverage")
        #expect(receipt.subjects == [fixture.anna])
        #expect(receipt.fieldPaths == ["covered"])
        #expect(receipt.ground == GroundCitation(ground: .skollagen29Kap9, version: "SFS 2022:1315"))
        #expect(try await fixture.kernel.receipts(of: "outreach", about: fixture.anna).isEmpty)
    }

    @Test func keepsNoReceiptWhereNothingWasTold() async throws {
        let fixture = try await GuidanceFixture()
        let stranger = YoungPersonID(fixture.kernel.identifiers.next())
        await expectFailure(.notFound) { try await fixture.bookSession(stranger) }

        #expect(try await fixture.kernel.receipts(of: "guidance", about: stranger).isEmpty)
    }

    @Test func keepsTheReceiptThoughNothingCameOfIt() async throws {
        let fixture = try await GuidanceFixture()
        await expectFailure(.failedPrecondition, reason: "NOT_COVERED") { try await fixture.bookSession(fixture.bo) }

        #expect(try await fixture.kernel.receipts(of: "guidance", about: fixture.bo).map(\.fieldPaths) == [[]])
    }

    @Test func goesByTheBoardOfTheModuleThatAsks() async throws {
        let fixture = try await GuidanceFixture()
        _ = try await fixture.bookSession()
        // Who asks on whose behalf is on record at the one that was asked.
        let entries = try await fixture.kernel.auditEntries(of: "outreach")

        #expect(entries.map(\.callerSubject) == ["sample-guidance-counsellor"])
        #expect(entries.map(\.outcome) == [.granted])
    }
}

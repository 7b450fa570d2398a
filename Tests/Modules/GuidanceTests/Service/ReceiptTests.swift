import GuidanceContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
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

        #expect(try await fixture.kernel.receipts(of: "guidance", about: fixture.bo).map(\.fieldPaths) == [["covered"]])
    }

    @Test func goesByTheBoardOfTheModuleThatAsks() async throws {
        let fixture = try await GuidanceFixture()
        _ = try await fixture.bookSession()
        // Who asks on whose behalf is on record at the one that was asked.
        let entries = try await fixture.kernel.auditEntries(of: "outreach")

        #expect(entries.map(\.callerSubject) == ["sample-guidance-counsellor"])
        #expect(entries.map(\.outcome) == [.granted])
    }

    @Test(arguments: [1, 400, 1_000])
    func namesNoMorePersonsInAReceiptThanTheAuditLogTakes(perEvent: Int) async throws {
        let fixture = try await GuidanceFixture()
        let persons = (0..<2_000).map { _ in YoungPersonID(fixture.kernel.identifiers.next()) }
        for start in stride(from: 0, to: persons.count, by: perEvent) {
            try await fixture.outreach.purge(Array(persons[start..<min(start + perEvent, persons.count)]), .records)
        }
        try await fixture.kernel.deliverEvents()

        let entries = try await fixture.kernel.auditEntries(of: "outreach")
        #expect(entries.flatMap(\.subjects) == persons)
        #expect(entries.allSatisfy { (1...DisclosureReceipt.maximumSubjectCount).contains($0.subjects.count) })
        for person in [persons[0], persons[399], persons[400], persons[1_999]] {
            let receipts = try await fixture.kernel.receipts(of: "guidance", about: person)
            #expect(receipts.count == 1)
            #expect(receipts.allSatisfy { $0.fieldPaths == ["young_person_ids", "stage"] })
        }
    }
}

import Foundation
import GuidanceContract
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAAStorage
import KAAWire
import Testing

/// Events of the education board, which Reporting has for the employment board.
struct EventDisclosureTests {
    private static let type = Kaa.Guidance.V1.GuidanceSessionRecorded.wireName

    /// A law by which the employment board may have some classes of data of the education board.
    private static func law(
        _ classes: Set<Kaa.Kernel.V1.DataClass>,
        _ ground: LegalGround = .skollagen29Kap9,
        needsReason: Bool = false
    ) -> GroundRegistry {
        GroundRegistry([
            GroundVersion(
                ground,
                "invented",
                statute: "invented",
                from: "2026-01-01",
                until: "2026-12-01",
                purposes: [.kaaDuty],
                openings: [GroundOpening(from: [.only(.utbn)], to: [.only(.amn)], classes)],
                needsReason: needsReason
            )
        ])
    }

    private static func sessions(in fixture: ReportingFixture) async throws -> Int {
        try await fixture.kernel.read("reporting") {
            try $0.requiredValue("SELECT COUNT(*) FROM reportingSession", as: Int.self)
        }
    }

    @Test func keepsOneReceiptForABatch() async throws {
        let fixture = try await ReportingFixture()
        let (anna, bo) = (fixture.newPerson(), fixture.newPerson())
        for person in [anna, bo, anna] { try await fixture.session(person, .held, on: "2026-11-10") }
        try await fixture.cover(anna)
        try await fixture.kernel.deliverEvents()

        let subject = try #require(YoungPersonID(anna))
        let receipts = try await fixture.kernel.receipts(of: "reporting", about: subject)
        let receipt = try #require(receipts.first)
        #expect(receipts.count == 1, "What comes from the own board needs no receipt.")
        #expect(receipt.source == Self.type)
        #expect(receipt.discloser == .utbn && receipt.receiverBoard == .amn)
        #expect(receipt.receiver == "module:reporting")
        #expect(Set(receipt.subjects.map(\.description)) == [anna, bo])
        #expect(
            receipt.fieldPaths == ["guidance_session_id", "young_person_id", "state", "occurred_on", "record_time"]
        )
        #expect(receipt.ground.version == "SFS 2022:1315")

        let entries = try await fixture.kernel.auditEntries(of: "guidance")
        #expect(entries.map(\.callerSubject) == ["module:reporting"])
        #expect(entries.map { Set($0.subjects.map(\.description)) } == [[anna, bo]])
        #expect(try await Self.sessions(in: fixture) == 3)
    }

    @Test(arguments: [
        GroundRegistry([]),
        law([.operational], .consentOSL12Kap2),
        law([.operational], .disclosureTested, needsReason: true),
        law([]),
    ])
    func passesOverWhatNoGroundOpens(grounds: GroundRegistry) async throws {
        let fixture = try await ReportingFixture(grounds: grounds)
        let anna = fixture.newPerson()
        try await fixture.session(anna, .held, on: "2026-11-10")
        try await fixture.kernel.deliverEvents()

        #expect(try await Self.sessions(in: fixture) == 0)
        #expect(try await fixture.kernel.parkedEvents(of: "reporting").isEmpty)
        #expect(try await fixture.kernel.auditEntries(of: "guidance").isEmpty)
    }

    @Test func passesOverWhatTheLawOfTheDayNoLongerOpens() async throws {
        let fixture = try await ReportingFixture(grounds: Self.law([.operational]))
        try await fixture.session(fixture.newPerson(), .held, on: "2026-11-10")
        try await fixture.kernel.deliverEvents()
        fixture.kernel.clock.set(CivilDate("2026-12-01").swedishNoon)
        try await fixture.session(fixture.newPerson(), .held, on: "2026-11-11")
        try await fixture.kernel.deliverEvents()

        #expect(try await Self.sessions(in: fixture) == 1)
    }

    @Test func passesOverAnEventOfWhichTheGroundOpensTooLittle() async throws {
        let fixture = try await ReportingFixture(grounds: Self.law([.identity]))
        try await fixture.session(fixture.newPerson(), .held, on: "2026-11-10")
        try await fixture.kernel.deliverEvents()

        // Nothing of the event is of that class, and an empty one would tell of nobody and of no day.
        #expect(try await Self.sessions(in: fixture) == 0)
        #expect(try await fixture.kernel.parkedEvents(of: "reporting").isEmpty)
        #expect(try await fixture.kernel.auditEntries(of: "guidance").isEmpty)
    }
}

import GuidanceContract
import InterventionsContract
import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAAWire
import OutreachContract
import ReportingContract
import Testing

@testable import Reporting

struct FunnelGoldenTests {
    @Test func showsTheFunnelOfFourPersons() async throws {
        let fixture = try await ReportingFixture()
        let persons = [fixture.newPerson(), fixture.newPerson(), fixture.newPerson(), fixture.newPerson()]
        try await fixture.cover(persons[0], .female, in: "14")
        try await fixture.cover(persons[1], .male, in: "14")
        try await fixture.cover(persons[2], .male, in: "JARVA")
        try await fixture.cover(persons[3], .female, in: "")
        for person in persons { try await fixture.attempt(person, .letter, .sent, on: "2026-09-15") }
        try await fixture.attempt(persons[0], .phone, .reachedYouth, on: "2026-10-01")
        try await fixture.attempt(persons[1], .homeVisit, .declinedContact, on: "2026-10-20")
        try await fixture.session(persons[0], .held, on: "2026-10-08")
        try await fixture.session(persons[2], .held, on: "2026-10-09")
        try await fixture.intervention(persons[0], "COACHING", "2026-10-12", "2026-11-12", .toOtherIntervention)
        try await fixture.intervention(persons[0], "PRAKTIK", "2026-11-13")
        try await fixture.intervention(persons[2], "COACHING", "2026-10-15", "2026-11-10", .toEducation)

        let report = try await fixture.report(by: [.district, .sex], asKnownOn: "2026-11-20")

        let transcoder = JSONTranscoder(try SchemaPool(files: type(of: report).wireFile.withImports))
        let json = try transcoder.json(from: report.encodedBytes(), message: type(of: report).wireName)
        try expectGolden(json.text(pretty: true) + "\n", named: "funnel.json")
    }
}

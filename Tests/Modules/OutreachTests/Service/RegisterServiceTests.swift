import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

struct RegisterServiceTests {
    private typealias Messages = Kaa.Outreach.V1

    @Test func explainsEveryConditionWithItsInputAndSource() async throws {
        let fixture = try await OutreachFixture(12)
        var town = fixture.town
        try town.enrol(town.persons[0], from: "2026-08-17")
        _ = try await fixture.register.night(try town.files(of: "2026-11-21"))
        let answer = try await fixture.registerClient().explainCoverage(
            .init(personnummer: town.persons[0].digits, asOf: "2026-11-21")
        )
        #expect(answer.youngPersonID == fixture.ids[0].description)
        #expect(answer.outcome == .notCovered)
        #expect(answer.rule == "KAA-2018-07-01")
        #expect(answer.statute.contains("29 kap. 9 §"))
        #expect(answer.asOf == "2026-11-21")
        #expect(answer.conditions.filter { !$0.met }.map(\.condition) == ["NOT_ENROLLED"])
        let failed = try #require(answer.conditions.first { !$0.met })
        #expect(failed.input == "enrolment GY NA25 12345678 2026-08-17/..")
        #expect(failed.source == "elevregister 2026-11-21")
        let residence = try #require(answer.conditions.first { $0.condition == "RESIDENT_IN_HEMKOMMUN" })
        #expect(residence.source == "folkbokforing 2026-11-20")
    }

    @Test func explainsAnyDay() async throws {
        let fixture = try await OutreachFixture()
        let register = try fixture.registerClient()
        let number = fixture.town.persons[0].digits
        let outcomes = [
            ("2014-12-31", Messages.CoverageOutcome.notCovered), ("2024-06-30", .notCovered), ("2024-07-01", .covered),
            ("2028-01-01", .covered), ("2028-01-02", .notCovered),
        ]
        for (day, outcome) in outcomes {
            let answer = try await register.explainCoverage(.init(personnummer: number, asOf: day))
            #expect(answer.outcome == outcome, "\(day)")
        }
        let audit = try await fixture.audit(Messages.RegisterService.explainCoverage)
        #expect(audit.map(\.subjects) == Array(repeating: [fixture.ids[0]], count: outcomes.count))
    }

    @Test func theDayThatIsAskedForMovesNobodyIntoADistrict() async throws {
        let fixture = try await OutreachFixture()
        var town = fixture.town
        let person = town.persons[0]
        town.residences[person] = .invented(since: "2026-11-21", district: "12")
        _ = try await fixture.register.night(try town.files(of: "2026-11-21"))
        let former = try fixture.registerClient(as: .localCoordinator, districts: .districts(["04"]))
        for day in ["", "2026-11-20", "2024-07-01"] {
            await expectFailure(.notFound) {
                try await former.explainCoverage(.init(personnummer: person.digits, asOf: day))
            }
        }
        let present = try fixture.registerClient(as: .localCoordinator, districts: .districts(["12"]))
        for day in ["", "2026-11-20"] {
            let answer = try await present.explainCoverage(.init(personnummer: person.digits, asOf: day))
            #expect(answer.youngPersonID == fixture.ids[0].description)
        }
    }

    @Test func protectedRegistrationIsNeitherInNorOut() async throws {
        let fixture = try await ProtectedFixture()
        let register = Messages.RegisterService.Client(try fixture.insider())
        let hidden = try await register.explainCoverage(.init(personnummer: fixture.town.persons[2].digits))
        #expect(hidden.outcome == .awaitingDecision)
        let marked = try await register.explainCoverage(.init(personnummer: fixture.town.persons[0].digits))
        #expect(marked.outcome == .covered)
    }

    @Test func namesAFaultyNumberWithoutRepeatingIt() async throws {
        let fixture = try await OutreachFixture()
        let register = try fixture.registerClient()
        for number in ["", "20080102238", "200801022380", "Prova Provling"] {
            do {
                _ = try await register.explainCoverage(.init(personnummer: number))
                Issue.record("The call succeeded.")
            } catch let error as RPCError {
                #expect(error.code == .invalidArgument)
                #expect(error.invalidFields == ["personnummer"])
                #expect(number.isEmpty || !"\(error)".contains(number))
            }
        }
        let unknown = try RandomIdentity.make(born: "2008-06-06", individual: 239).digits
        await expectFailure(.notFound) { try await register.explainCoverage(.init(personnummer: unknown)) }
    }

    @Test func tellsOtherModulesWhetherSomeoneIsCovered() async throws {
        let fixture = try await OutreachFixture()
        let counsellor = try fixture.registerClient(as: .guidanceCounsellor)
        let id = fixture.ids[0].description
        for (day, isCovered) in [("", true), ("2024-06-30", false), ("2024-07-01", true), ("2028-01-02", false)] {
            let answer = try await counsellor.checkCoverage(.init(youngPersonID: id, asOf: day))
            #expect(answer.covered == isCovered, "\(day)")
        }
        await expectFailure(.notFound) {
            try await counsellor.checkCoverage(.init(youngPersonID: "00000000-0000-4000-8000-000000000000"))
        }
        await expectFailure(.invalidArgument, field: "young_person_id") {
            try await counsellor.checkCoverage(.init())
        }
    }

    @Test func exportsMoreThanOneBatchAsKnownAtItsBeginning() async throws {
        let fixture = try await RegisterFixture()
        let town = try Town(1_200)
        _ = try await fixture.night(try town.files(of: "2026-11-20"))
        let register = Messages.RegisterService.Client(try fixture.kernel.channel(as: .registerCoordinator))
        var batches: [Int] = []
        for try await answer in try await register.exportRegister(.init(asOf: "2027-12-31")) {
            batches.append(answer.entries.count)
        }
        #expect(batches.reduce(0, +) == 1_200)
        #expect(batches.first == 1_000)
        let subjects = try await fixture.kernel.auditEntries(of: "outreach")
            .filter { $0.method == Messages.RegisterService.exportRegister.path }.map(\.subjects.count)
        #expect(subjects == [1_000, 200])
    }

    @Test func anEmptyRegisterExportsNothing() async throws {
        let fixture = try await RegisterFixture()
        #expect(try await fixture.covered(on: "2026-11-21").isEmpty)
    }
}

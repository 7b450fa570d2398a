import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// Persons with sekretessmarkering or skyddad folkbokföring.
@Suite(.timeLimit(.minutes(10)))
struct ProtectedPersonTests {
    private typealias Messages = Kaa.Outreach.V1

    /// How a call failed, with everything that the caller sees of it.
    private static func failure(of call: () async throws -> Void) async -> String {
        do {
            try await call()
            return "none"
        } catch let error as RPCError {
            return "\(error.code) \(error.message) \(error.details)"
        } catch {
            return "\(error)"
        }
    }

    @Test func areNotToldFromThoseWhoDoNotExistOutsideTheGroup() async throws {
        let fixture = try await ProtectedFixture()
        for channel in try fixture.outsiders() {
            for id in [fixture.marked, fixture.hidden] {
                let calls = zip(
                    ProtectedFixture.calls(channel, about: id.description),
                    ProtectedFixture.calls(channel, about: ProtectedFixture.unknown)
                )
                for (known, unknown) in calls {
                    let failure = await Self.failure(of: known)
                    #expect(failure.contains("There is no such young person."))
                    #expect(failure == (await Self.failure(of: unknown)))
                }
            }
        }
    }

    @Test func areNotFoundByNumberOutsideTheGroup() async throws {
        let fixture = try await ProtectedFixture()
        let unknown = try RandomIdentity.make(born: "2008-06-06", individual: 239).digits
        for channel in try fixture.outsiders() {
            let register = Messages.RegisterService.Client(channel)
            for index in [0, 2] {
                let number = fixture.town.persons[index].digits
                let failure = await Self.failure { _ = try await register.explainCoverage(.init(personnummer: number)) }
                let other = await Self.failure { _ = try await register.explainCoverage(.init(personnummer: unknown)) }
                #expect(failure.contains("There is no such young person."))
                #expect(failure == other)
            }
        }
    }

    @Test func areInNoListOfManyNotEvenForTheGroup() async throws {
        let fixture = try await ProtectedFixture()
        let channels = try fixture.outsiders().prefix(2) + [try fixture.insider()]
        for channel in channels {
            let queue = try await Messages.OutreachService.Client(channel).listContactQueue(.init())
            #expect(queue.entries.count == 10)
            #expect(queue.totalSize == 10)
            var exported: [String] = []
            for try await part in try await Messages.RegisterService.Client(channel).exportRegister(.init()) {
                exported += part.entries.map(\.youngPersonID)
            }
            let listed = Set(queue.entries.map(\.youngPersonID))
            #expect(Set(exported) == listed)
            #expect(listed.isDisjoint(with: [fixture.marked.description, fixture.hidden.description]))
        }
    }

    @Test func areMaskedInsideTheGroup() async throws {
        let fixture = try await ProtectedFixture()
        let client = Messages.OutreachService.Client(try fixture.insider())
        for id in [fixture.marked, fixture.hidden] {
            let found = try await client.getYoungPerson(.init(youngPersonID: id.description)).youngPerson
            let person = try #require(found)
            #expect(person.givenName == "Prova")
            #expect(person.addressMasked)
            #expect(
                [person.streetAddress, person.postalCode, person.postTown, person.districtCode] == ["", "", "", ""]
            )
        }
        let open = try await client.getYoungPerson(.init(youngPersonID: fixture.outreach.ids[1].description))
        #expect(open.youngPerson?.addressMasked == false)
        #expect(open.youngPerson?.streetAddress == "Påhittade gatan 1")
    }

    @Test func areRevealedOnRecordAndTheCoordinatorIsTold() async throws {
        let fixture = try await ProtectedFixture()
        let client = Messages.ProtectedPersonService.Client(try fixture.insider())
        let id = fixture.marked.description
        let answer = try await client.revealProtectedPerson(.init(youngPersonID: id))
        #expect(answer.streetAddress == "Påhittade gatan 1")
        #expect(answer.protection == .sekretessmarkering)
        let entries = try await fixture.outreach.audit(Messages.ProtectedPersonService.revealProtectedPerson)
        #expect(entries.map(\.subjects) == [[fixture.marked]])
        #expect(entries.map(\.callerSubject) == ["sample-protection-handler"])
        #expect(entries.map(\.outcome) == [.granted])

        let coordinator = Messages.ProtectedPersonService.Client(try fixture.kernel.channel(as: .kaaCoordinator))
        let notices = try await coordinator.listProtectedReveals(.init()).protectedReveals
        #expect(notices.map(\.revealID) == [answer.revealID])
        #expect(notices.map(\.account) == ["sample-protection-handler"])

        await expectFailure(.failedPrecondition, reason: "NOT_PROTECTED") {
            try await client.revealProtectedPerson(.init(youngPersonID: fixture.outreach.ids[1].description))
        }
        #expect(try await coordinator.listProtectedReveals(.init()).protectedReveals.count == 1)
    }

    @Test func areRevealedToNobodyElse() async throws {
        let fixture = try await ProtectedFixture()
        for channel in try fixture.outsiders() {
            let client = Messages.ProtectedPersonService.Client(channel)
            for id in [fixture.marked.description, fixture.outreach.ids[1].description] {
                do {
                    _ = try await client.revealProtectedPerson(.init(youngPersonID: id))
                    Issue.record("The call succeeded.")
                } catch let error as RPCError {
                    #expect([.notFound, .permissionDenied].contains(error.code))
                }
            }
        }
        #expect(try await fixture.outreach.count("outreachProtectedReveal") == 0)
    }

    @Test func areListedForTheGroupAndForNobodyElse() async throws {
        let fixture = try await ProtectedFixture()
        let request = Messages.ListProtectedPersonsRequest()
        let listed = try await Messages.ProtectedPersonService.Client(try fixture.insider())
            .listProtectedPersons(request)
        #expect(
            Dictionary(uniqueKeysWithValues: listed.protectedPersons.map { ($0.youngPersonID, $0.state) }) == [
                fixture.marked.description: .toContact, fixture.hidden.description: .awaitingDecision,
            ]
        )
        for channel in try fixture.outsiders() {
            let answer = try? await Messages.ProtectedPersonService.Client(channel).listProtectedPersons(request)
            #expect(answer?.protectedPersons ?? [] == [])
        }
    }

    @Test func areSoughtOnlyInWaysThatLeadToNoDoor() async throws {
        let fixture = try await ProtectedFixture()
        let client = Messages.OutreachService.Client(try fixture.insider())
        let id = fixture.marked.description
        for step in [Messages.OutreachStep.homeVisit, .knackakort, .sms, .postcard, .digitalPost, .socialMedia] {
            await expectFailure(.failedPrecondition, reason: "STEP_NOT_ALLOWED") {
                try await client.recordContactAttempt(.init(youngPersonID: id, step: step, result: .sent))
            }
        }
        let events = try await fixture.kernel.events(of: "outreach").count
        _ = try await client.recordContactAttempt(.init(youngPersonID: id, step: .letter, result: .sent))
        #expect(try await client.listContactAttempts(.init(youngPersonID: id)).contactAttempts.count == 1)
        #expect(try await fixture.kernel.events(of: "outreach").count == events, "Nobody else is told.")
    }

    @Test func haveNoDistrict() async throws {
        let fixture = try await ProtectedFixture()
        let cases = try await fixture.outreach.register.cases()
        #expect(cases[fixture.town.persons[0]]?.district == nil)
        #expect(cases[fixture.town.persons[1]]?.district != nil)
    }

    @Test func takeAsLongNotToBeFoundAsThoseWhoDoNotExist() async throws {
        let fixture = try await ProtectedFixture()
        let client = Messages.OutreachService.Client(try fixture.kernel.channel(as: .kaaCoordinator))
        let clock = SuspendingClock()
        var times: [String: [Duration]] = [:]
        let ids = [fixture.marked.description, ProtectedFixture.unknown]
        for _ in 0..<200 {
            for id in ids {
                let time = await clock.measure {
                    _ = await Self.failure { _ = try await client.getYoungPerson(.init(youngPersonID: id)) }
                }
                times[id, default: []].append(time)
            }
        }
        let medians = try ids.map { try #require(times[$0]).sorted()[100] }
        // Alternating calls on the same path: any difference is noise, and this bound far above it.
        #expect(medians[0] < medians[1] * 2)
        #expect(medians[1] < medians[0] * 2)
    }
}

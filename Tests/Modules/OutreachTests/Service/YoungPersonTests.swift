import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

struct YoungPersonTests {
    private typealias Messages = Kaa.Outreach.V1

    @Test func isShownWithIdentityAndCase() async throws {
        let fixture = try await OutreachFixture()
        let id = fixture.ids[1].description
        let answer = try await fixture.client().getYoungPerson(.init(youngPersonID: id))
        let expected = Messages.YoungPerson(
            youngPersonID: id,
            personnummer: fixture.town.persons[1].digits,
            givenName: "Prova",
            familyName: "Provling",
            streetAddress: "Påhittade gatan 1",
            postalCode: "",
            postTown: "PROVSTAD",
            districtCode: "12",
            state: .toContact,
            coveredSince: "2024-07-01",
            nextContactOn: "2026-11-28",
            etag: "1"
        )
        #expect(answer.youngPerson == expected)
    }

    @Test func doesNotExistForALocalCoordinatorOfAnotherDistrict() async throws {
        let fixture = try await OutreachFixture()
        let local = try fixture.local()
        let register = try fixture.registerClient(as: .localCoordinator, districts: .districts(["04"]))
        let own = fixture.ids[0].description
        let other = fixture.ids[1].description
        _ = try await local.getYoungPerson(.init(youngPersonID: own))
        #expect(try await register.checkCoverage(.init(youngPersonID: own)).covered)
        await expectFailure(.notFound) { try await local.getYoungPerson(.init(youngPersonID: other)) }
        await expectFailure(.notFound) { try await local.listContactAttempts(.init(youngPersonID: other)) }
        await expectFailure(.notFound) {
            try await local.setNextContact(.init(youngPersonID: other, nextContactOn: "2026-12-01"))
        }
        await expectFailure(.notFound) {
            try await local.recordContactAttempt(.init(youngPersonID: other, step: .letter, result: .sent))
        }
        await expectFailure(.notFound) { try await register.checkCoverage(.init(youngPersonID: other)) }
        await expectFailure(.notFound) {
            try await register.explainCoverage(.init(personnummer: fixture.town.persons[1].digits))
        }
    }

    @Test func isNotFoundAlikeWhetherUnknownOrOutOfReach() async throws {
        let fixture = try await OutreachFixture()
        let local = try fixture.local()
        var messages: [String] = []
        for id in [fixture.ids[1].description, "00000000-0000-4000-8000-000000000000"] {
            do {
                _ = try await local.getYoungPerson(.init(youngPersonID: id))
            } catch let error as RPCError {
                messages.append(error.message)
            }
        }
        #expect(messages.count == 2)
        #expect(Set(messages).count == 1)
    }

    @Test func theNextDateIsSetAndNeverInThePast() async throws {
        let fixture = try await OutreachFixture()
        let client = try fixture.client()
        let id = fixture.ids[0].description
        let answer = try await client.setNextContact(.init(youngPersonID: id, nextContactOn: "2026-11-21"))
        #expect(answer.nextContactOn == "2026-11-21")
        let person = try await client.getYoungPerson(.init(youngPersonID: id)).youngPerson
        #expect(person?.nextContactOn == "2026-11-21")
        #expect(person?.etag == "2")
        await expectFailure(.invalidArgument, field: "next_contact_on") {
            try await client.setNextContact(.init(youngPersonID: id, nextContactOn: "2026-11-20"))
        }
        await expectFailure(.invalidArgument, field: "next_contact_on") {
            try await client.setNextContact(.init(youngPersonID: id))
        }
        let changes = try await fixture.audit(Messages.OutreachService.setNextContact).filter { $0.outcome == .granted }
        #expect(changes.map(\.subjects) == [[fixture.ids[0]]])
    }

    @Test func nobodyIsSoughtWhoIsNotCovered() async throws {
        let fixture = try await OutreachFixture(12)
        var town = fixture.town
        try town.enrol(town.persons[0], from: "2026-11-21")
        _ = try await fixture.register.night(try town.files(of: "2026-11-21"))
        let client = try fixture.client()
        await expectFailure(.failedPrecondition, reason: "NOT_COVERED") {
            try await client.setNextContact(
                .init(youngPersonID: fixture.ids[0].description, nextContactOn: "2026-12-01")
            )
        }
        let person = try await client.getYoungPerson(.init(youngPersonID: fixture.ids[0].description)).youngPerson
        #expect(person?.state == .closed)
        #expect(person?.nextContactOn == nil)
        #expect(person?.coveredSince == nil)
    }

    @Test func everyMethodIsForItsRolesOnly() async throws {
        let fixture = try await OutreachFixture()
        let id = fixture.ids[0].description
        for role in [Role.guidanceCounsellor, .socialWorker, .strategicGroup, .auditor, .operation, .integration] {
            let client = try fixture.client(as: role)
            await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                try await client.listContactQueue(.init())
            }
            await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                try await client.recordContactAttempt(.init(youngPersonID: id, step: .letter, result: .sent))
            }
            await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                try await client.setNextContact(.init(youngPersonID: id, nextContactOn: "2026-12-01"))
            }
        }
        let local = try fixture.registerClient(as: .localCoordinator)
        await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
            for try await _ in try await local.exportRegister(.init()) {}
        }
        let anonymous = Messages.OutreachService.Client(fixture.kernel.anonymousChannel)
        await expectFailure(.unauthenticated) { try await anonymous.listContactQueue(.init()) }
    }
}

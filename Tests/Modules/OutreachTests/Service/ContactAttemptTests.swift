import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

struct ContactAttemptTests {
    private typealias Messages = Kaa.Outreach.V1
    private static let requestID = "00000000-0000-4000-8000-000000000001"

    @Test func theRoutineSetsTheNextDate() async throws {
        let fixture = try await OutreachFixture()
        let coach = try fixture.client(as: .coach)
        let id = fixture.ids[0].description
        // The routine waits for an answer: to the letter 14 days, to the text message 3, to the call 4.
        let expected: [(Messages.OutreachStep, String)] = [
            (.letter, "2026-12-05"), (.sms, "2026-11-24"), (.phone, "2026-11-25"),
        ]
        for (step, next) in expected {
            let answer = try await coach.recordContactAttempt(
                .init(youngPersonID: id, step: step, result: .noAnswer)
            )
            #expect(answer.nextContactOn == next)
            #expect(answer.state == .inOutreach)
            #expect(answer.contactAttempt?.attemptedOn == "2026-11-21")
        }
        let entry = try await fixture.client().listContactQueue(.init()).entries.first { $0.youngPersonID == id }
        #expect(entry?.attemptCount == 3)
        #expect(entry?.latestAttemptOn == "2026-11-21")
        #expect(entry?.suggestedStep == .phone)
    }

    @Test func someoneWhoIsReachedIsAskedAgainAfterHalfAYear() async throws {
        let fixture = try await OutreachFixture()
        let answer = try await fixture.client().recordContactAttempt(
            .init(
                youngPersonID: fixture.ids[0].description,
                step: .phone,
                result: .reachedYouth,
                attemptedOn: "2026-11-20",
                occupation: .work
            )
        )
        #expect(answer.state == .reached)
        #expect(answer.nextContactOn == "2027-05-21")
        #expect(answer.contactAttempt?.occupation == .work)
    }

    @Test func theCoordinatorMayChooseTheNextDate() async throws {
        let fixture = try await OutreachFixture()
        let answer = try await fixture.client().recordContactAttempt(
            .init(
                youngPersonID: fixture.ids[0].description,
                step: .letter,
                result: .sent,
                nextContactOn: "2026-11-30"
            )
        )
        #expect(answer.nextContactOn == "2026-11-30")
    }

    @Test func isKeptWithItsAuditEntryAndItsEvent() async throws {
        let fixture = try await OutreachFixture()
        let answer = try await fixture.client().recordContactAttempt(
            .init(youngPersonID: fixture.ids[0].description, step: .letter, result: .sent)
        )
        #expect(try await fixture.count("outreachContactAttempt") == 1)
        let entries = try await fixture.audit(Messages.OutreachService.recordContactAttempt)
        #expect(entries.map(\.subjects) == [[fixture.ids[0]]])
        #expect(entries.map(\.access) == [.write])
        let events = try await fixture.kernel.events(of: "outreach")
            .filter { $0.type == Messages.ContactAttemptRecorded.wireName }
        #expect(events.count == 1)
        let event = try Messages.ContactAttemptRecorded(decoding: try #require(events.first).payload)
        #expect(event.contactAttemptID == answer.contactAttempt?.contactAttemptID)
        #expect(event.youngPersonID == fixture.ids[0].description)
        #expect(event.step == .letter)
        #expect(event.result == .sent)
        #expect(event.attemptedOn == "2026-11-21")
    }

    @Test func aFailedRecordingLeavesNeitherAttemptNorAuditEntryNorEvent() async throws {
        let fixture = try await OutreachFixture(12)
        var town = fixture.town
        try town.enrol(town.persons[0], from: "2026-11-21")
        _ = try await fixture.register.night(try town.files(of: "2026-11-21"))
        let events = try await fixture.count("kernelOutbox")
        let client = try fixture.client()
        await expectFailure(.failedPrecondition, reason: "NOT_COVERED") {
            try await client.recordContactAttempt(
                .init(
                    youngPersonID: fixture.ids[0].description,
                    step: .letter,
                    result: .sent,
                    requestID: Self.requestID
                )
            )
        }
        #expect(try await fixture.count("outreachContactAttempt") == 0)
        #expect(try await fixture.count("kernelOutbox") == events)
        #expect(try await fixture.count("kernelRequest") == 0)
        let entries = try await fixture.audit(Messages.OutreachService.recordContactAttempt)
        #expect(entries.map(\.outcome) == [.failed])
    }

    @Test func aRepeatedRequestGivesTheSameAnswerAndChangesNothing() async throws {
        let fixture = try await OutreachFixture()
        let client = try fixture.client()
        let request = Messages.RecordContactAttemptRequest(
            youngPersonID: fixture.ids[0].description,
            step: .phone,
            result: .noAnswer,
            requestID: Self.requestID
        )
        let first = try await client.recordContactAttempt(request)
        #expect(try await client.recordContactAttempt(request) == first)
        #expect(try await fixture.count("outreachContactAttempt") == 1)
        #expect(try await client.getYoungPerson(.init(youngPersonID: request.youngPersonID)).youngPerson?.etag == "2")

        // Another caller who happens to choose the same identifier makes an attempt of their own.
        let other = try await fixture.client(as: .coach).recordContactAttempt(request)
        #expect(other.contactAttempt?.contactAttemptID != first.contactAttempt?.contactAttemptID)
        #expect(try await fixture.count("outreachContactAttempt") == 2)
    }

    @Test func theSameNameFromAnotherIssuerIsAnotherCaller() async throws {
        let fixture = try await OutreachFixture()
        let request = Messages.RecordContactAttemptRequest(
            youngPersonID: fixture.ids[0].description,
            step: .phone,
            result: .noAnswer,
            requestID: Self.requestID
        )
        let first = try await fixture.client().recordContactAttempt(request)
        var namesake = Caller.sample(.kaaCoordinator)
        namesake.issuer = "utbn"
        let client = Messages.OutreachService.Client(try fixture.kernel.channel(for: namesake))
        let second = try await client.recordContactAttempt(request)
        #expect(second.contactAttempt?.contactAttemptID != first.contactAttempt?.contactAttemptID)
        let audit = try await fixture.audit(Messages.OutreachService.recordContactAttempt)
        #expect(audit.map(\.callerSubject) == ["sample-kaa-coordinator", "utbn/sample-kaa-coordinator"])
    }

    @Test func aRequestIdentifierIsGoodForOneRequestOnly() async throws {
        let fixture = try await OutreachFixture()
        let client = try fixture.client()
        let request = Messages.RecordContactAttemptRequest(
            youngPersonID: fixture.ids[0].description,
            step: .phone,
            result: .noAnswer,
            requestID: Self.requestID
        )
        let first = try await client.recordContactAttempt(request)
        var ofAnother = request
        ofAnother.youngPersonID = fixture.ids[1].description
        var ofAnotherStep = request
        ofAnotherStep.step = .letter
        for other in [ofAnother, ofAnotherStep] {
            await expectFailure(.invalidArgument, reason: "REQUEST_ID_REUSED") {
                try await client.recordContactAttempt(other)
            }
        }
        var inOtherLetters = request
        inOtherLetters.requestID = Self.requestID.lowercased()
        #expect(try await client.recordContactAttempt(inOtherLetters) == first)
        #expect(try await fixture.count("outreachContactAttempt") == 1)
        let audit = try await fixture.audit(Messages.OutreachService.recordContactAttempt)
        let answered = audit.filter { $0.outcome == .granted }
        #expect(answered.map(\.subjects) == [[fixture.ids[0]], [fixture.ids[0]]])
        #expect(audit.count { $0.outcome == .failed } == 2)
    }

    @Test func namesTheFieldThatIsWrong() async throws {
        let fixture = try await OutreachFixture()
        let client = try fixture.client()
        let id = fixture.ids[0].description
        let requests: [(Messages.RecordContactAttemptRequest, String)] = [
            (.init(youngPersonID: "", step: .letter, result: .sent), "young_person_id"),
            (.init(youngPersonID: "Prova Provling", step: .letter, result: .sent), "young_person_id"),
            (.init(youngPersonID: id, result: .sent), "step"),
            (.init(youngPersonID: id, step: .unrecognized(99), result: .sent), "step"),
            (.init(youngPersonID: id, step: .letter), "result"),
            (.init(youngPersonID: id, step: .letter, result: .sent, attemptedOn: "2026-11-22"), "attempted_on"),
            (.init(youngPersonID: id, step: .letter, result: .sent, attemptedOn: "today"), "attempted_on"),
            (.init(youngPersonID: id, step: .letter, result: .sent, occupation: .unspecified), "occupation"),
            (.init(youngPersonID: id, step: .letter, result: .sent, nextContactOn: "2026-11-20"), "next_contact_on"),
            (.init(youngPersonID: id, step: .letter, result: .sent, requestID: "1"), "request_id"),
        ]
        for (request, field) in requests {
            await expectFailure(.invalidArgument, field: field) { try await client.recordContactAttempt(request) }
        }
        #expect(try await fixture.count("outreachContactAttempt") == 0)
    }

    @Test func attemptsAreListedLatestFirstPageByPage() async throws {
        let fixture = try await OutreachFixture()
        let client = try fixture.client()
        let id = fixture.ids[0].description
        var recorded: [String] = []
        for day in ["2026-11-20", "2026-11-18", "2026-11-19", "2026-11-21", "2026-11-21"] {
            let answer = try await client.recordContactAttempt(
                .init(youngPersonID: id, step: .phone, result: .noAnswer, attemptedOn: day)
            )
            recorded.append(try #require(answer.contactAttempt).contactAttemptID)
        }
        _ = try await client.recordContactAttempt(
            .init(youngPersonID: fixture.ids[1].description, step: .sms, result: .sent)
        )
        var listed: [String] = []
        var sizes: [Int] = []
        var token = ""
        repeat {
            let page = try await client.listContactAttempts(.init(youngPersonID: id, pageSize: 2, pageToken: token))
            listed += page.contactAttempts.map(\.contactAttemptID)
            sizes.append(page.contactAttempts.count)
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(listed == recorded.reversed())
        #expect(sizes == [2, 2, 1])
        let first = try await client.listContactAttempts(.init(youngPersonID: id, pageSize: 2)).nextPageToken
        await expectFailure(.invalidArgument, field: "page_token") {
            let other = fixture.ids[1].description
            return try await client.listContactAttempts(.init(youngPersonID: other, pageToken: first))
        }
    }
}

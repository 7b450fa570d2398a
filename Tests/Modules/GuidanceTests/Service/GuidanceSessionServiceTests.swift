import Foundation
import GuidanceContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import Testing

@testable import Guidance

struct GuidanceSessionServiceTests {
    @Test func booksASessionAndTellsHowItWent() async throws {
        let fixture = try await GuidanceFixture()

        let booked = try await fixture.bookSession(on: "2026-11-20", topic: .levelTest)
        #expect(booked.state == .booked)
        #expect(booked.youngPersonID == fixture.anna.description)
        #expect(booked.scheduledOn == "2026-11-20")
        #expect(booked.topic == .levelTest)

        let held = try await fixture.resolve(booked, .held)
        #expect(held.guidanceSessionID == booked.guidanceSessionID)
        #expect(held.state == .held)
        #expect(try await fixture.publishedStates() == ["BOOKED", "HELD"])
    }

    @Test func keepsEveryStateWithTheTimeItWasRecorded() async throws {
        let fixture = try await GuidanceFixture()
        let session = try await fixture.bookSession(on: "2026-11-20")
        fixture.kernel.clock.advance(bySeconds: 60)
        _ = try await fixture.resolve(session, .noShow)

        let states = try await fixture.kernel.read("guidance") {
            try $0.values("SELECT state FROM guidanceSessionVersion ORDER BY recordedAt", as: String.self)
        }
        #expect(states == ["BOOKED", "NO_SHOW"])
    }

    @Test func tellsTheSameOutcomeTwiceWithoutASecondEvent() async throws {
        let fixture = try await GuidanceFixture()
        let session = try await fixture.bookSession(on: "2026-11-20")
        _ = try await fixture.resolve(session, .held)
        _ = try await fixture.resolve(session, .held)

        #expect(try await fixture.publishedStates() == ["BOOKED", "HELD"])
        await expectFailure(.failedPrecondition, reason: "SESSION_ALREADY_RESOLVED") {
            try await fixture.resolve(session, .noShow)
        }
    }

    @Test func doesNotHoldASessionBeforeItsDay() async throws {
        let fixture = try await GuidanceFixture()
        let session = try await fixture.bookSession(on: "2026-11-21")

        await expectFailure(.failedPrecondition, reason: "SESSION_NOT_YET_DUE") {
            try await fixture.resolve(session, .held)
        }
        #expect(try await fixture.resolve(session, .cancelled).state == .cancelled)
    }

    @Test func booksNobodyWhoIsNotCoveredToday() async throws {
        let fixture = try await GuidanceFixture()
        let unknown = YoungPersonID(fixture.kernel.identifiers.next())

        await expectFailure(.failedPrecondition, reason: "NOT_COVERED") {
            try await fixture.bookSession(fixture.bo)
        }
        await expectFailure(.notFound) { try await fixture.bookSession(unknown) }
        #expect(try await fixture.publishedStates().isEmpty)
    }

    @Test func answersARepeatedRequestAsBefore() async throws {
        let fixture = try await GuidanceFixture()
        let requestID = fixture.kernel.identifiers.next().uuidString

        let first = try await fixture.bookSession(requestID: requestID)
        fixture.outreach.cover(fixture.anna, through: "2026-11-19")
        let second = try await fixture.bookSession(requestID: requestID.lowercased())

        #expect(first == second)
        #expect(try await fixture.publishedStates() == ["BOOKED"])
    }

    @Test func namesTheFieldThatIsWrong() async throws {
        let fixture = try await GuidanceFixture()
        let session = try await fixture.bookSession(on: "2026-11-20")

        await expectFailure(.invalidArgument, field: "scheduled_on") {
            try await fixture.bookSession(on: "2026-02-29")
        }
        await expectFailure(.invalidArgument, field: "topic") { try await fixture.bookSession(topic: .unspecified) }
        await expectFailure(.invalidArgument, field: "topic") {
            try await fixture.bookSession(topic: .unrecognized(99))
        }
        await expectFailure(.invalidArgument, field: "request_id") {
            try await fixture.bookSession(requestID: "again")
        }
        await expectFailure(.invalidArgument, field: "young_person_id") {
            try await fixture.counsellor.bookGuidanceSession(.init(youngPersonID: "anna"))
        }
        await expectFailure(.invalidArgument, field: "outcome") { try await fixture.resolve(session, .booked) }
        await expectFailure(.invalidArgument, field: "guidance_session_id") {
            try await fixture.resolve(.init(), .held)
        }
        await expectFailure(.notFound) {
            try await fixture.resolve(.init(guidanceSessionID: fixture.anna.description), .held)
        }
    }

    @Test func pagesThroughAPersonsSessionsFromTheLatest() async throws {
        let fixture = try await GuidanceFixture()
        let days = ["2026-11-03", "2026-12-01", "2026-11-20", "2026-11-20", "2026-10-01"]
        for day in days { _ = try await fixture.bookSession(on: day) }

        var listed: [Kaa.Guidance.V1.GuidanceSession] = []
        var token = ""
        var pageCount = 0
        repeat {
            let page = try await fixture.counsellor.listGuidanceSessions(
                .init(youngPersonID: fixture.anna.description, pageSize: 2, pageToken: token)
            )
            listed += page.guidanceSessions
            token = page.nextPageToken
            pageCount += 1
        } while !token.isEmpty

        #expect(listed.map(\.scheduledOn) == days.sorted(by: >))
        #expect(Set(listed.map(\.guidanceSessionID)).count == days.count)
        #expect(pageCount == 3)
    }

    @Test func refusesATokenOfAnotherPersonsList() async throws {
        let fixture = try await GuidanceFixture()
        for day in ["2026-11-03", "2026-12-01"] { _ = try await fixture.bookSession(on: day) }
        let token = try await fixture.counsellor.listGuidanceSessions(
            .init(youngPersonID: fixture.anna.description, pageSize: 1)
        ).nextPageToken

        await expectFailure(.invalidArgument, field: "page_token") {
            try await fixture.counsellor.listGuidanceSessions(
                .init(youngPersonID: fixture.bo.description, pageToken: token)
            )
        }
    }

    @Test func recordsEveryAccessAndEveryRefusal() async throws {
        let fixture = try await GuidanceFixture()
        let session = try await fixture.bookSession(on: "2026-11-20")
        _ = try await fixture.resolve(session, .held)
        _ = try await fixture.client(as: .kaaCoordinator).listGuidanceSessions(
            .init(youngPersonID: fixture.anna.description)
        )
        await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
            try await fixture.client(as: .coach).listGuidanceSessions(
                .init(youngPersonID: fixture.anna.description)
            )
        }

        let entries = try await fixture.kernel.auditEntries(of: "guidance")
        #expect(entries.map(\.access) == [.write, .write, .read, .read])
        #expect(entries.map(\.outcome) == [.granted, .granted, .granted, .denied])
        #expect(entries.map(\.subjects) == [[fixture.anna], [fixture.anna], [fixture.anna], []])
        #expect(entries.map(\.callerBoard) == [.utbn, .utbn, .amn, .amn])
        // Outreach has the question whether the person is covered on its own record.
        #expect(try await fixture.kernel.auditEntries(of: "outreach").map(\.subjects) == [[fixture.anna]])
    }

    @Test(arguments: Role.allCases.filter { $0 != .guidanceCounsellor })
    func letsOnlyCounsellorsBook(role: Role) async throws {
        let fixture = try await GuidanceFixture()
        let client = try fixture.client(as: role)

        await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
            try await client.bookGuidanceSession(.init(youngPersonID: fixture.anna.description))
        }
        #expect(try await fixture.kernel.auditEntries(of: "guidance").map(\.outcome) == [.denied])
    }
}

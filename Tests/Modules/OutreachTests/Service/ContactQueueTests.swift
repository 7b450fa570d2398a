import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

struct ContactQueueTests {
    @Test func isInTheOrderOfTheNextContact() async throws {
        let fixture = try await OutreachFixture(4)
        let client = try fixture.client()
        for (index, day) in [(2, "2026-11-25"), (0, "2026-12-24"), (3, "2026-11-22")] {
            _ = try await client.setNextContact(
                .init(youngPersonID: fixture.ids[index].description, nextContactOn: day)
            )
        }
        let answer = try await client.listContactQueue(.init())
        #expect(answer.entries.map(\.nextContactOn) == ["2026-11-22", "2026-11-25", "2026-11-28", "2026-12-24"])
        #expect(answer.entries.map(\.youngPersonID) == [3, 2, 1, 0].map { fixture.ids[$0].description })
        #expect(answer.totalSize == 4)
        #expect(answer.nextPageToken.isEmpty)

        let first = try #require(answer.entries.first)
        #expect(first.givenName == "Prova")
        #expect(first.familyName == "Provling")
        #expect(first.districtCode == "12")
        #expect(first.suggestedStep == .letter)
        #expect(first.state == .toContact)
        #expect(first.coveredSince == "2024-07-01")
        #expect(first.attemptCount == 0)
        #expect(first.latestAttemptOn == nil)
    }

    @Test(arguments: [1, 2, 3, 7] as [Int32])
    func pagesHoldEveryoneOnceThoughTheOrderChangesMeanwhile(pageSize: Int32) async throws {
        let fixture = try await OutreachFixture(7)
        let client = try fixture.client()
        var seen: [String] = []
        var token = ""
        repeat {
            let page = try await client.listContactQueue(.init(pageSize: pageSize, pageToken: token))
            #expect(page.entries.count <= Int(pageSize))
            #expect(page.totalSize == 7)
            seen += page.entries.map(\.youngPersonID)
            token = page.nextPageToken
            // Someone who has been shown is put before the place that the token stands for.
            if let id = seen.first {
                _ = try await client.setNextContact(.init(youngPersonID: id, nextContactOn: "2026-11-22"))
            }
        } while !token.isEmpty
        #expect(seen.count == 7)
        #expect(Set(seen) == Set(fixture.ids.map(\.description)))
    }

    @Test func aTokenIsGoodForItsOwnListOnly() async throws {
        let fixture = try await OutreachFixture(4)
        let client = try fixture.client()
        let token = try await client.listContactQueue(.init(pageSize: 1)).nextPageToken
        await expectFailure(.invalidArgument, field: "page_token") {
            try await client.listContactQueue(.init(districtCode: "04", pageSize: 1, pageToken: token))
        }
        await expectFailure(.invalidArgument, field: "page_token") {
            try await client.listContactQueue(.init(pageToken: "x" + token))
        }
        await expectFailure(.invalidArgument, field: "page_size") {
            try await client.listContactQueue(.init(pageSize: -1))
        }
    }

    @Test func showsWhatIsDueOnADay() async throws {
        let fixture = try await OutreachFixture(4)
        let client = try fixture.client()
        _ = try await client.setNextContact(
            .init(youngPersonID: fixture.ids[1].description, nextContactOn: "2026-11-23")
        )
        #expect(try await client.listContactQueue(.init(dueOnly: true)).entries.isEmpty)
        let due = try await client.listContactQueue(.init(asOf: "2026-11-23", dueOnly: true))
        #expect(due.entries.map(\.youngPersonID) == [fixture.ids[1].description])
        #expect(due.totalSize == 1)
        await expectFailure(.invalidArgument, field: "as_of") {
            try await client.listContactQueue(.init(asOf: "2026-02-29", dueOnly: true))
        }
    }

    @Test func aLocalCoordinatorSeesTheOwnDistrictsOnly() async throws {
        let fixture = try await OutreachFixture(5)
        let own = [0, 2, 4].map { fixture.ids[$0].description }
        let local = try fixture.local()
        let answer = try await local.listContactQueue(.init())
        #expect(Set(answer.entries.map(\.youngPersonID)) == Set(own))
        #expect(answer.totalSize == 3)
        #expect(try await local.listContactQueue(.init(districtCode: "04")).totalSize == 3)
        await expectFailure(.permissionDenied, reason: "DISTRICT_NOT_ALLOWED") {
            try await local.listContactQueue(.init(districtCode: "12"))
        }
        await expectFailure(.invalidArgument, field: "district_code") {
            try await local.listContactQueue(.init(districtCode: "stadsdelen Farsta"))
        }
        let noDistricts = try fixture.client(as: .localCoordinator, districts: .districts([]))
        #expect(try await noDistricts.listContactQueue(.init()).totalSize == 0)
    }

    @Test func doesNotShowClosedCases() async throws {
        let fixture = try await OutreachFixture(12)
        var town = fixture.town
        try town.enrol(town.persons[0], from: "2026-11-21")
        _ = try await fixture.register.night(try town.files(of: "2026-11-21"))
        let answer = try await fixture.client().listContactQueue(.init())
        #expect(answer.totalSize == 11)
        #expect(!answer.entries.map(\.youngPersonID).contains(fixture.ids[0].description))
    }

    @Test func everyPersonShownIsInTheAuditEntry() async throws {
        let fixture = try await OutreachFixture(3)
        _ = try await fixture.client().listContactQueue(.init())
        let entries = try await fixture.audit(Kaa.Outreach.V1.OutreachService.listContactQueue)
        #expect(entries.count == 1)
        #expect(Set(entries[0].subjects) == Set(fixture.ids))
    }
}

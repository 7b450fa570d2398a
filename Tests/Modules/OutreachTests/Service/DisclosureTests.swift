import Foundation
import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// What another board gets of the register, over the real kernel.
struct DisclosureTests {
    private typealias Messages = Kaa.Outreach.V1
    private static let method = Messages.OutreachService.getYoungPerson

    private static let everyClass: [Kaa.Kernel.V1.DataClass] = [
        .identity, .occupation, .intervention, .social, .operational, .aggregate,
    ]

    /// A law by which the education board may have some classes of data.
    private static func law(_ classes: Set<Kaa.Kernel.V1.DataClass>) -> GroundRegistry {
        GroundRegistry([
            GroundVersion(
                .skollagen29Kap9,
                "invented",
                statute: "invented",
                from: "2026-01-01",
                until: "2027-01-01",
                purposes: [.kaaDuty],
                openings: [GroundOpening(from: [.only(.amn)], to: [.only(.utbn)], classes)]
            )
        ])
    }

    /// The fields of a young person that are set and may not be told, by what the contract says of each field by itself.
    private static func leaks(
        in person: Messages.YoungPerson?,
        heldTo classes: Set<Kaa.Kernel.V1.DataClass>
    ) throws -> [String] {
        let names = try Self.fieldNames(in: person)
        return Messages.YoungPerson.fields
            .filter { names.contains($0.name) && ($0.isOwnBoard || !classes.contains($0.dataClass)) }
            .map(\.name)
    }

    /// The fields of a young person that are set, by the contract's names.
    private static func fieldNames(in person: Messages.YoungPerson?) throws -> Set<String> {
        guard let person, case .object(let members) = try JSONValue(parsing: [UInt8](person.jsonString().utf8)) else {
            return []
        }
        return Set(
            members.map { member in
                member.name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
            }
        )
    }

    @Test(arguments: everyClass)
    func tellsNoFieldOfAnotherClassThanTheGroundOpens(opened: Kaa.Kernel.V1.DataClass) async throws {
        let fixture = try await OutreachFixture(1, grounds: Self.law([opened]))
        let request = Messages.GetYoungPersonRequest(youngPersonID: fixture.ids[0].description)
        let whole = try await fixture.client(as: .coach).getYoungPerson(request).youngPerson
        // The own board is held to nothing, so the test sees what there was to leak.
        #expect(try !Self.leaks(in: whole, heldTo: [opened]).isEmpty)
        // Without the days of coverage the answer would say that the person is not covered.
        guard opened == .operational else {
            await expectFailure(.permissionDenied, reason: "GROUND_TOO_NARROW") {
                try await fixture.client(as: .guidanceCounsellor).getYoungPerson(request)
            }
            return
        }
        let told = try await fixture.client(as: .guidanceCounsellor).getYoungPerson(request).youngPerson
        #expect(told != nil)
        #expect(try Self.leaks(in: told, heldTo: [opened]).isEmpty)
    }

    @Test func findsALeakOfOneField() async throws {
        let fixture = try await OutreachFixture(1, grounds: Self.law([.operational]))
        let request = Messages.GetYoungPersonRequest(youngPersonID: fixture.ids[0].description)
        var told = try #require(try await fixture.client(as: .guidanceCounsellor).getYoungPerson(request).youngPerson)
        told.postTown = "Påhittsköping"

        #expect(try Self.leaks(in: told, heldTo: [.operational]) == ["post_town"])
    }

    @Test func keepsWhatIsTheBoardsOwnFromEveryGround() async throws {
        let fixture = try await OutreachFixture(1, grounds: Self.law(Set(Self.everyClass)))
        let request = Messages.GetYoungPersonRequest(youngPersonID: fixture.ids[0].description)
        let whole = try await fixture.client(as: .coach).getYoungPerson(request).youngPerson
        let told = try await fixture.client(as: .guidanceCounsellor).getYoungPerson(request).youngPerson

        #expect(whole?.state == .toContact)
        #expect(told?.state == .unspecified)
        #expect(told?.personnummer == whole?.personnummer)
    }

    @Test func givesAReceiptThatSaysWhatWasTold() async throws {
        let fixture = try await OutreachFixture(1)
        let channel = try fixture.kernel.channel(as: .guidanceCounsellor, on: .skollagen29Kap9)
        let call: ClientCall<Messages.GetYoungPersonRequest, Messages.GetYoungPersonResponse> =
            try await channel.startCall(Self.method, options: .standard)
        try await call.requests.write(.init(youngPersonID: fixture.ids[0].description))
        call.requests.finish()
        let metadata = try await call.responses.metadata
        let receipt = try Kaa.Kernel.V1.DisclosureReceipt(
            decoding: try #require(metadata.bytes(for: "kaa-receipt-bin").first)
        )
        let answer = try #require(try await call.responses.makeAsyncIterator().next())

        #expect(receipt.discloserBoard == "AMN" && receipt.receiverBoard == "UTBN")
        #expect(receipt.receiver == "sample-guidance-counsellor")
        #expect(receipt.source == Self.method.path)
        #expect(receipt.youngPersonIds == [fixture.ids[0].description])
        #expect(receipt.ground == .skollagen29_9 && receipt.groundVersion == "SFS 2022:1315")
        #expect(receipt.purpose == .kaaDuty && receipt.consentID.isEmpty)
        #expect(receipt.fieldPaths.contains("young_person.personnummer"))
        #expect(!receipt.fieldPaths.contains("young_person.state"))
        let names = try Self.fieldNames(in: answer.youngPerson)
        // That the address is not masked is told by 'false', which JSON leaves out.
        #expect(Set(receipt.fieldPaths) == Set(names.union(["address_masked"]).map { "young_person.\($0)" }))
        #expect(receipt.payloadSha256.count == 32)
    }

    @Test func givesTheOwnBoardNoReceipt() async throws {
        let fixture = try await OutreachFixture(1)
        let channel = try fixture.kernel.channel(as: .coach, on: .skollagen29Kap9)
        let call: ClientCall<Messages.GetYoungPersonRequest, Messages.GetYoungPersonResponse> =
            try await channel.startCall(Self.method, options: .standard)
        try await call.requests.write(.init(youngPersonID: fixture.ids[0].description))
        call.requests.finish()

        #expect(try await call.responses.metadata.bytes(for: "kaa-receipt-bin").isEmpty)
    }

    @Test(arguments: [
        (LegalGround?.none, "", "GROUND_REQUIRED"),
        (.skollagen15Kap15, "", "GROUND_NOT_ALLOWED"),
        (.skollagen29Kap9, "", "PURPOSE_REQUIRED"),
        (.skollagen29Kap9, "AUDIT", "PURPOSE_NOT_ALLOWED"),
        (.skollagen29Kap9, "FUN", "PURPOSE_NOT_ALLOWED"),
    ])
    func refusesAndRecordsWhatTheLawDoesNotOpen(
        ground: LegalGround?,
        purpose: String,
        reason: String
    ) async throws {
        let fixture = try await OutreachFixture(1)
        var statement = Metadata()
        if let ground { statement.add(ground.rawValue, for: "kaa-ground") }
        if !purpose.isEmpty { statement.add(purpose, for: "kaa-purpose") }
        let channel = try fixture.kernel.channel(for: .sample(.guidanceCounsellor), stating: statement)
        let client = OutreachFixture.Client(channel)
        // Authorised before the request is looked at, and before anything tells whether there is such a person.
        for id in [fixture.ids[0].description, "00000000-0000-4000-8000-000000000000", "not an identifier"] {
            await expectFailure(.permissionDenied, reason: reason) {
                try await client.getYoungPerson(.init(youngPersonID: id))
            }
        }

        let entries = try await fixture.audit(Self.method)
        #expect(entries.map(\.outcome) == [.denied, .denied, .denied])
        #expect(entries.map(\.callerBoard) == [.utbn, .utbn, .utbn])
    }

    @Test func refusesAGroundOutsideItsDates() async throws {
        let fixture = try await OutreachFixture(1, grounds: Self.law([.operational]))
        let client = try fixture.client(as: .guidanceCounsellor)
        let request = Messages.GetYoungPersonRequest(youngPersonID: fixture.ids[0].description)
        _ = try await client.getYoungPerson(request)
        fixture.kernel.clock.set(CivilDate("2027-01-01").swedishNoon)

        await expectFailure(.permissionDenied, reason: "GROUND_NOT_IN_FORCE") {
            try await client.getYoungPerson(request)
        }
    }

    @Test func refusesAnotherBoardsGround() async throws {
        let fixture = try await OutreachFixture(1)
        let caller = Caller.sample(.guidanceCounsellor, board: .sdn("04"))
        let channel = try fixture.kernel.channel(for: caller, stating: ["kaa-ground": "SKOLLAGEN_29_9"])

        await expectFailure(.permissionDenied, reason: "GROUND_NOT_BETWEEN_BOARDS") {
            try await OutreachFixture.Client(channel).getYoungPerson(
                .init(youngPersonID: fixture.ids[0].description)
            )
        }
    }
}

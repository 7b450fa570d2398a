import Crypto
import Foundation
import KAAWire
import Testing

@testable import KAAKernel

struct EventReceiptsTests {
    private let identifiers = SeededIdentifiers(seed: 6)

    private func persons(_ count: Int) -> [YoungPersonID] {
        (0..<count).map { _ in YoungPersonID(self.identifiers.next()) }
    }

    /// The receipts for events, each of which names some people and has its number as its content.
    private func receipts(for events: [[YoungPersonID]]) -> [DisclosureReceipt] {
        var receipts = EventReceipts {
            DisclosureReceipt(
                id: self.identifiers.next(),
                discloser: .amn,
                receiverBoard: .utbn,
                receiver: "module:guidance",
                source: "kaa.test.v1.Event",
                subjects: [],
                fieldPaths: [],
                purpose: .kaaDuty,
                ground: GroundCitation(ground: .skollagen29Kap9, version: "invented"),
                consentID: nil,
                disclosedAt: Date(timeIntervalSince1970: 1_800_000_000),
                payloadHash: []
            )
        }
        for (number, subjects) in events.enumerated() {
            receipts.add([UInt8(number)], about: subjects, ["young_person_ids"])
        }
        return receipts.all()
    }

    private static func hash(of events: [UInt8]) -> [UInt8] {
        [UInt8](SHA256.hash(data: events))
    }

    @Test func areOneForManyEventsAboutTheSamePeople() {
        let persons = self.persons(3)
        let receipts = self.receipts(for: [persons, persons, [persons[0]], []])

        #expect(receipts.map(\.subjects) == [persons])
        #expect(receipts.map(\.payloadHash) == [Self.hash(of: [0, 1, 2, 3])])
        #expect(receipts.map(\.fieldPaths) == [["young_person_ids"]])
    }

    @Test func beginAnewWhereOneWouldNameTooMany() {
        let persons = self.persons(401)
        let receipts = self.receipts(for: [
            Array(persons[..<300]), Array(persons[299..<400]), [persons[0], persons[400]],
        ])

        #expect(receipts.map(\.subjects) == [Array(persons[..<400]), [persons[0], persons[400]]])
        #expect(receipts.map(\.payloadHash) == [Self.hash(of: [0, 1]), Self.hash(of: [2])])
        #expect(Set(receipts.map(\.id)).count == 2)
    }

    @Test func coverAnEventAboutTooManyEachByItself() {
        let persons = self.persons(901)
        let receipts = self.receipts(for: [[persons[900]], Array(persons[..<900]), [persons[0]]])

        #expect(receipts.map(\.subjects.count) == [1, 400, 400, 100, 1])
        #expect(receipts.dropFirst().prefix(3).flatMap(\.subjects) == Array(persons[..<900]))
        #expect(receipts.dropFirst().prefix(3).allSatisfy { $0.payloadHash == Self.hash(of: [1]) })
        #expect(receipts.last?.payloadHash == Self.hash(of: [2]))
    }

    @Test func leaveRoomInTheEntryOfTheAuditLog() throws {
        for receipt in self.receipts(for: [self.persons(1_000)]) {
            var entry = AuditFixture().entry(0, about: receipt.subjects)
            entry.receipt = try receipt.encoded()
            let records = entry.records(source: nil, sequence: 0)
            #expect(try records.allSatisfy { try $0.encodedBytes().count < 40_000 })
        }
    }
}

import Crypto
import Foundation
import KAAKernelContract
import KAAStorage
import KAAWire
import Testing

@testable import KAAKernel

struct DisclosureReceiptTests {
    private let identifiers = SeededIdentifiers(seed: 5)

    private func receipt(about subjects: [YoungPersonID] = []) -> DisclosureReceipt {
        DisclosureReceipt(
            id: self.identifiers.next(),
            discloser: .sdn("04"),
            receiverBoard: .utbn,
            receiver: "module:guidance",
            source: "/kaa.test.v1.Service/Get",
            subjects: subjects,
            fieldPaths: ["young_person.given_name"],
            purpose: .kaaDuty,
            ground: GroundCitation(ground: .consentOSL12Kap2, version: "SFS 2009:400"),
            consentID: self.identifiers.next(),
            disclosedAt: Date(timeIntervalSince1970: 1_800_000_000.125),
            payloadHash: [1, 2, 3]
        )
    }

    @Test func readsBackWhatItWrote() throws {
        let receipt = self.receipt(about: [YoungPersonID(self.identifiers.next())])

        #expect(try DisclosureReceipt(encoded: receipt.encoded()) == receipt)
    }

    @Test func isNoReceiptWithoutWhatEveryReceiptHas() throws {
        #expect(throws: DisclosureReceipt.Malformed.self) { try DisclosureReceipt(encoded: []) }
    }

    @Test func hashesWhatIsSentAndNotWhatWasHeldBack() throws {
        // Every field of a receipt is of one class, so that it serves as an answer of which all or nothing may go.
        let answer = Kaa.Kernel.V1.DisclosureReceipt(disclosureReceiptID: "a", receiver: "b")
        let whole = try Disclosure(answer, heldTo: [.operational], receipt: self.receipt())
        let nothing = try Disclosure(answer, heldTo: [.identity], receipt: self.receipt())

        // Of a list, "none" is told as well.
        #expect(
            whole.receipt.fieldPaths == ["disclosure_receipt_id", "receiver", "young_person_ids", "field_paths"]
        )
        #expect(whole.receipt.payloadHash == [UInt8](SHA256.hash(data: try answer.encodedBytes())))
        #expect(nothing.receipt.fieldPaths.isEmpty)
        #expect(nothing.receipt.payloadHash == [UInt8](SHA256.hash(data: [UInt8]())))
        #expect(try DisclosureReceipt(encoded: whole.encodedReceipt) == whole.receipt)
    }

    @Test func areKeptOnceAndFoundByPerson() async throws {
        let database = try await Database.open(.memory, migrations: ReceiptLedger.migrations)
        let anna = YoungPersonID(self.identifiers.next())
        let bo = YoungPersonID(self.identifiers.next())
        let (both, alone) = (self.receipt(about: [anna, bo]), self.receipt(about: [bo]))
        let encoded = try [both.encoded(), alone.encoded(), both.encoded()]
        try await database.write { try ReceiptLedger.keep(encoded, at: both.disclosedAt, in: $0) }
        try await database.write { try ReceiptLedger.keep(encoded, at: both.disclosedAt, in: $0) }

        #expect(try await database.read { try ReceiptLedger.receipts(about: anna, in: $0) } == [both])
        #expect(try await database.read { try ReceiptLedger.receipts(about: bo, in: $0) }.count == 2)
    }

    @Test func forgetOneOfManyAndStayForTheOthers() async throws {
        let database = try await Database.open(.memory, migrations: ReceiptLedger.migrations)
        let (anna, bo, dan) = (self.person(), self.person(), self.person())
        let (all, two, alone) = (
            self.receipt(about: [anna, bo, dan]), self.receipt(about: [anna, dan]), self.receipt(about: [anna])
        )
        let encoded = try [all.encoded(), two.encoded(), alone.encoded()]
        try await database.write { try ReceiptLedger.keep(encoded, at: all.disclosedAt, in: $0) }
        try await database.write { try ReceiptLedger.forget([anna, dan], in: $0) }

        var left = all
        left.subjects = [bo]
        #expect(try await database.read { try ReceiptLedger.receipts(about: anna, in: $0) }.isEmpty)
        #expect(try await database.read { try ReceiptLedger.receipts(about: dan, in: $0) }.isEmpty)
        #expect(try await database.read { try ReceiptLedger.receipts(about: bo, in: $0) } == [left])
        let kept = try await database.read { try $0.values("SELECT receipt FROM kernelReceipt", as: [UInt8].self) }
        #expect(kept == [try left.encoded()], "Nothing of anyone else stays in the bytes.")
    }

    private func person() -> YoungPersonID {
        YoungPersonID(self.identifiers.next())
    }
}

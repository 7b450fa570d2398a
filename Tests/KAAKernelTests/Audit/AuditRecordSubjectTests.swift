import KAAKernelContract
import KAAKernelTesting
import KAAWire
import Testing

@testable import KAAKernel

/// What a record about many tells of one of them.
struct AuditRecordSubjectTests {
    private let one = YoungPersonID(SeededIdentifiers(seed: 1).next())
    private let other = YoungPersonID(SeededIdentifiers(seed: 2).next())

    private func record(
        about subjects: [YoungPersonID],
        receiptAbout told: [YoungPersonID]
    ) throws -> Kaa.Kernel.V1.AuditRecord {
        let receipt = Kaa.Kernel.V1.DisclosureReceipt(
            source: "/kaa.test.v1.Test/List",
            youngPersonIds: told.map(\.description)
        )
        return .init(
            method: "/kaa.test.v1.Test/List",
            youngPersonIds: subjects.map(\.description),
            receipt: told.isEmpty ? [] : try receipt.encodedBytes()
        )
    }

    @Test func leavesOutTheOthersAlsoInTheReceipt() throws {
        let record = try self.record(about: [self.other, self.one], receiptAbout: [self.one, self.other])
        let cut = record.cut(to: self.one)

        #expect(!record.namesNobody(but: self.one))
        #expect(cut.youngPersonIds == [self.one.description])
        let receipt = try Kaa.Kernel.V1.DisclosureReceipt(decoding: cut.receipt)
        #expect(receipt.youngPersonIds == [self.one.description])
        #expect(receipt.source == "/kaa.test.v1.Test/List" && cut.method == record.method)
        #expect(cut.namesNobody(but: self.one))
    }

    @Test func leavesARecordAboutOneAsItIs() throws {
        let record = try self.record(about: [self.one], receiptAbout: [self.one])
        #expect(record.cut(to: self.one) == record)
        #expect(record.namesNobody(but: self.one) && !record.namesNobody(but: self.other))
    }

    @Test func tellsOthersByAReceiptAlone() throws {
        #expect(try !self.record(about: [self.one], receiptAbout: [self.one, self.other]).namesNobody(but: self.one))
    }
}

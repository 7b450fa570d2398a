import Foundation
import KAAKernelContract
import KAAWire
import Testing

@testable import KAAKernel

/// A record that a template makes has the very bytes of one that is encoded as a whole.
struct AuditTemplateTests {
    private let fixture = AuditFixture()

    /// An entry that says everything an entry of a granted call can say, but for a receipt.
    private func fullEntry() -> AuditEntry {
        var entry = self.fixture.entry(0, about: [])
        entry.reason = "Uppföljning"
        entry.ground = .consentOSL12Kap2
        entry.groundVersion = "2026-07-01"
        entry.consentID = self.fixture.identifiers.next()
        entry.policyVersion = "0123456789abcdef"
        return entry
    }

    /// An entry that says no more than it must.
    private func bareEntry() -> AuditEntry {
        var entry = self.fixture.entry(0, about: [])
        entry.requestID = nil
        entry.purpose = nil
        entry.assurance = nil
        return entry
    }

    @Test(arguments: [0, 1, 2, AuditEntry.subjectsPerRecord])
    func makesTheSameBytes(subjectCount: Int) throws {
        for common in [self.fullEntry(), self.bareEntry(), self.fixture.entry(0, about: [self.fixture.person()])] {
            let template = try AuditTemplate(common)
            for moment in [0, 1, 0.000001, 1_800_000_000, 1_800_000_000.123456, 253_402_300_799.5, -1.5] {
                var entry = common
                entry.id = self.fixture.identifiers.next()
                entry.recordedAt = Date(timeIntervalSince1970: moment)
                entry.subjects = (0..<subjectCount).map { _ in self.fixture.person() }
                var leaf: [UInt8] = []
                template.write(entry.id, at: entry.recordedAt, about: entry.subjects, to: &leaf)
                let whole = try entry.records(source: nil, sequence: 0).map { try $0.encodedBytes() }
                #expect([leaf] == whole)
                #expect(try AuditEntry(Kaa.Kernel.V1.AuditRecord(decoding: leaf)).subjects == entry.subjects)
            }
        }
    }
}

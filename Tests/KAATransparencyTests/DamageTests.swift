import Foundation
import Testing

@testable import KAATransparency

/// What opening says of a log that isn't as it was left.
@Suite(.timeLimit(.minutes(2)))
struct DamageTests {
    private static let leafByteCount = 20
    private static let recordByteCount = 9 + Self.leafByteCount

    /// Lends a closed log of 80 leaves in three segments.
    private func withClosedLog(_ body: (LogFolder) async throws -> Void) async throws {
        try await withLogFolder { log in
            let ledger = try log.open()
            for number in 0..<8 {
                let leaves = (0..<10).map { [UInt8](repeating: UInt8(number * 10 + $0), count: Self.leafByteCount) }
                _ = try await ledger.append(contentsOf: leaves)
            }
            try await ledger.close()
            try await body(log)
        }
    }

    private func damage(of log: LogFolder) throws -> LedgerDamage {
        try #require(throws: LedgerDamage.self) { _ = try log.open() }
    }

    @Test(arguments: [0, 5, 40, 79])
    func namesThePlaceOfAChangedByte(index: Int) async throws {
        try await self.withClosedLog { log in
            let name = SegmentHeader.fileName(firstIndex: UInt64(index / 32 * 32))
            let offset = 24 + (index % 32) * Self.recordByteCount
            try log.change(name) { $0[offset + 12] ^= 1 }
            let damage = try self.damage(of: log)
            #expect(damage.kind == .record)
            #expect(damage.file == name)
            #expect(damage.offset == UInt64(offset))
            #expect(damage.index == UInt64(index))
            #expect(damage.description.contains("checksum"))
        }
    }

    @Test func namesTheEndOfALogThatIsTooShort() async throws {
        try await self.withClosedLog { log in
            let name = SegmentHeader.fileName(firstIndex: 64)
            try log.change(name) { $0.removeLast(Self.recordByteCount) }
            let damage = try self.damage(of: log)
            #expect(damage.kind == .truncation)
            #expect(damage.index == 79)
            #expect(damage.file == name)
        }
    }

    @Test func doesNotCutWhatACheckpointCovers() async throws {
        try await self.withClosedLog { log in
            let name = SegmentHeader.fileName(firstIndex: 64)
            try log.change(name) { $0.removeLast(3) }
            let damage = try self.damage(of: log)
            #expect(damage.kind == .record)
            #expect(damage.index == 79)
            #expect(try log.bytes(name).count == 24 + 16 * Self.recordByteCount - 3)
        }
    }

    @Test func missesASegment() async throws {
        try await self.withClosedLog { log in
            try FileManager.default.removeItem(atPath: log.path + "/" + SegmentHeader.fileName(firstIndex: 32))
            let damage = try self.damage(of: log)
            #expect(damage.kind == .segment)
            #expect(damage.index == 32)
        }
    }

    @Test func missesTheCheckpoints() async throws {
        try await self.withClosedLog { log in
            try FileManager.default.removeItem(atPath: log.path + "/checkpoints")
            #expect(try self.damage(of: log).kind == .checkpoint)
        }
    }

    @Test func seesLeavesThatWereReplacedWithTheirChecksums() async throws {
        try await self.withClosedLog { log in
            var record: [UInt8] = []
            let leaf = [UInt8](repeating: 0xEE, count: Self.leafByteCount)
            _ = LeafRecord.append(leaf, beginsGroup: false, to: &record)
            try log.change(SegmentHeader.fileName(firstIndex: 32)) { bytes in
                let start = 24 + 3 * Self.recordByteCount
                bytes.replaceSubrange(start..<(start + Self.recordByteCount), with: record)
            }
            #expect(try self.damage(of: log).kind == .history)
        }
    }

    @Test func refusesAnotherKeyAndAnotherLog() async throws {
        try await self.withClosedLog { log in
            let damage = try self.damage(of: LogFolder(path: log.path))
            #expect(damage.kind == .signature)
            #expect(throws: LedgerDamage.self) { _ = try log.open { $0.origin = "example.org/other" } }
        }
    }

    @Test func cutsAWriteThatWasNeverAcknowledged() async throws {
        try await self.withClosedLog { log in
            let name = SegmentHeader.fileName(firstIndex: 64)
            var record: [UInt8] = []
            _ = LeafRecord.append([1, 2, 3], beginsGroup: true, to: &record)
            _ = LeafRecord.append([UInt8](repeating: 4, count: 50), beginsGroup: false, to: &record)
            try log.change(name) { $0 += record.dropLast(7) }
            let ledger = try log.open()
            #expect(ledger.size == 81)
            #expect(ledger.cutByteCount == 52)
            #expect(ledger.latestCheckpoint?.checkpoint.size == 81)
            _ = try await ledger.append([5])
            #expect(try ledger.leaf(at: 81) == [5])
            try await ledger.close()
            #expect(try log.open().size == 82)
        }
    }

    @Test func cutsPagesThatNeverReachedTheDisk() async throws {
        try await self.withClosedLog { log in
            var group: [UInt8] = []
            _ = LeafRecord.append([1, 2, 3], beginsGroup: true, to: &group)
            _ = LeafRecord.append([4, 5, 6], beginsGroup: false, to: &group)
            for index in 0..<12 { group[index] = 0 }
            try log.change(SegmentHeader.fileName(firstIndex: 64)) { $0 += group }
            #expect(try log.open().size == 80)
        }
    }

    @Test func refusesDamageBeforeAGroupThatWasWrittenLater() async throws {
        try await self.withClosedLog { log in
            var groups: [UInt8] = []
            _ = LeafRecord.append([1, 2, 3], beginsGroup: true, to: &groups)
            groups[10] ^= 1
            _ = LeafRecord.append([4, 5, 6], beginsGroup: true, to: &groups)
            try log.change(SegmentHeader.fileName(firstIndex: 64)) { $0 += groups }
            let damage = try self.damage(of: log)
            #expect(damage.kind == .record)
            #expect(damage.index == 80)
        }
    }

    @Test func removesASegmentThatHadNoBeginningYet() async throws {
        try await withLogFolder { log in
            let ledger = try log.open()
            _ = try await ledger.append(contentsOf: [[UInt8]](repeating: [1], count: 32))
            try await ledger.close()
            let path = log.path + "/" + SegmentHeader.fileName(firstIndex: 32)
            #expect(FileManager.default.createFile(atPath: path, contents: Data("kaalog1".utf8)))
            let again = try log.open()
            #expect(again.cutByteCount == 7)
            #expect(try await again.append([2]) == 32)
        }
    }

    @Test func goesOnInASegmentThatHasNoLeafYet() async throws {
        try await withLogFolder { log in
            let ledger = try log.open()
            _ = try await ledger.append(contentsOf: [[UInt8]](repeating: [1], count: 32))
            try await ledger.close()
            let path = log.path + "/" + SegmentHeader.fileName(firstIndex: 32)
            let header = SegmentHeader(firstIndex: 32, capacity: 32).bytes
            #expect(FileManager.default.createFile(atPath: path, contents: Data(header)))
            let again = try log.open()
            #expect(try again.leaves(in: 0..<32) == [[UInt8]](repeating: [1], count: 32))
            #expect(try await again.append([2]) == 32)
            try await again.close()
            #expect(try log.open().leaf(at: 32) == [2])
        }
    }

    @Test func cutsACheckpointThatWasNotFinished() async throws {
        try await self.withClosedLog { log in
            try log.change("checkpoints") { $0 += Array("example.org/log\n99".utf8) }
            let ledger = try log.open()
            #expect(ledger.cutByteCount == 18)
            #expect(ledger.size == 80)
        }
    }

    @Test func refusesManyLeavesWithoutACheckpoint() async throws {
        try await withLogFolder { log in
            let ledger = try log.open()
            try await ledger.close()
            var records = SegmentHeader(firstIndex: 0, capacity: 1 << 18).bytes
            for _ in 0...Ledger.maximumUnsignedCount { _ = LeafRecord.append([], beginsGroup: true, to: &records) }
            let path = log.path + "/" + SegmentHeader.fileName(firstIndex: 0)
            #expect(FileManager.default.createFile(atPath: path, contents: Data(records)))
            #expect(try self.damage(of: log).kind == .unsigned)
        }
    }
}

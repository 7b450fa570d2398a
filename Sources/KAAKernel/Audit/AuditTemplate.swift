import Foundation
import KAAKernelContract
import KAAWire

/// The encoding of audit records that differ only in their identifier, their time and whom they are about.
///
/// A caller that reads one person after the other makes such records. What they have in common is encoded once; a record made
/// of it has the same bytes as one that was encoded as a whole.
struct AuditTemplate: Sendable {
    /// The tags of the fields that differ: number, and 2 for what begins with its length.
    private enum Tag {
        static let id: [UInt8] = [1 << 3 | 2]
        static let time: [UInt8] = [6 << 3 | 2]
        /// Above 15, so that it takes two bytes.
        static let subject: [UInt8] = [0x82, 0x01]
        static let seconds: UInt8 = 1 << 3
        static let nanos: UInt8 = 2 << 3
    }

    private let beforeTime: [UInt8]
    private let beforeSubjects: [UInt8]
    private let rest: [UInt8]

    /// Encodes what an entry has in common with others.
    ///
    /// - Throws: ``KAAWire/WireError`` if it cannot be encoded.
    init(_ entry: AuditEntry) throws {
        var common = entry.records(source: nil, sequence: 0)[0]
        common.auditRecordID = ""
        common.recordTime = nil
        common.youngPersonIds = []
        var timed = common
        timed.recordTime = .init(entry.recordedAt)
        var named = common
        named.youngPersonIds = [entry.id.lowercaseText]
        let bytes = try common.encodedBytes()
        let time = Self.beginning(ofWhat: try timed.encodedBytes(), hasMoreThan: bytes)
        let subjects = Self.beginning(ofWhat: try named.encodedBytes(), hasMoreThan: bytes)
        self.beforeTime = Array(bytes[..<time])
        self.beforeSubjects = Array(bytes[time..<subjects])
        self.rest = Array(bytes[subjects...])
    }

    /// Where a field stands that the other encoding lacks: whatever follows it there begins with another tag.
    private static func beginning(ofWhat longer: [UInt8], hasMoreThan shorter: [UInt8]) -> Int {
        zip(longer, shorter).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? shorter.count
    }

    /// Writes the encoding of one record.
    ///
    /// - Parameters:
    ///   - id: The entry's identifier.
    ///   - moment: When it is recorded.
    ///   - subjects: Whose data it was, without repetition; at most ``AuditEntry/subjectsPerRecord``.
    ///   - leaf: The bytes that those of the record are added to.
    func write(_ id: UUID, at moment: Date, about subjects: [YoungPersonID], to leaf: inout [UInt8]) {
        Self.add(id, Tag.id, to: &leaf)
        leaf += self.beforeTime
        Self.add(.init(moment), to: &leaf)
        leaf += self.beforeSubjects
        for subject in subjects { Self.add(subject.rawValue, Tag.subject, to: &leaf) }
        leaf += self.rest
    }

    private static func add(_ id: UUID, _ tag: [UInt8], to leaf: inout [UInt8]) {
        leaf += tag
        leaf.append(UInt8(UUID.textByteCount))
        id.appendLowercaseText(to: &leaf)
    }

    private static func add(_ time: Google.Protobuf.Timestamp, to leaf: inout [UInt8]) {
        leaf += Tag.time
        let lengthPosition = leaf.count
        leaf.append(0)
        if time.seconds != 0 { Self.add(UInt64(bitPattern: time.seconds), Tag.seconds, to: &leaf) }
        if time.nanos != 0 { Self.add(UInt64(bitPattern: Int64(time.nanos)), Tag.nanos, to: &leaf) }
        leaf[lengthPosition] = UInt8(leaf.count - lengthPosition - 1)
    }

    /// Adds a number in as few groups of seven bits as it has.
    private static func add(_ number: UInt64, _ tag: UInt8, to leaf: inout [UInt8]) {
        leaf.append(tag)
        var number = number
        while number >= 0x80 {
            leaf.append(UInt8(truncatingIfNeeded: number) | 0x80)
            number >>= 7
        }
        leaf.append(UInt8(number))
    }
}

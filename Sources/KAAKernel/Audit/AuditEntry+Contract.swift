import Foundation
import KAAKernelContract
import KAAWire

extension AuditEntry {
    /// How many young people one record names at most, so that a record stays far below the log's bound of 64 KiB.
    static let subjectsPerRecord = 1_000

    /// The records of the entry, of which the log keeps the encodings: one, or more if it is about very many.
    ///
    /// - Parameters:
    ///   - source: The module in whose database the entry stands; `nil` if it stands in none.
    ///   - sequence: Its number there; 0 if it stands in none.
    /// - Returns: The records, in order.
    func records(source: String?, sequence: Int64) -> [Kaa.Kernel.V1.AuditRecord] {
        var rest = self.subjects[...]
        var parts: [ArraySlice<YoungPersonID>] = []
        repeat {
            parts.append(rest.prefix(Self.subjectsPerRecord))
            rest = rest.dropFirst(Self.subjectsPerRecord)
        } while !rest.isEmpty
        return parts.enumerated().map { number, subjects in
            .init(
                auditRecordID: self.id.lowercaseText,
                source: source ?? AuditTrail.kernelSource,
                sourceSequence: sequence,
                part: Int32(number),
                partCount: Int32(parts.count),
                recordTime: .init(self.recordedAt),
                callerSubject: self.callerSubject,
                callerKind: self.callerKind == .person ? .person : .system,
                callerBoard: self.callerBoard.description,
                callerAssurance: .init(rawValue: Int32(self.assurance?.rawValue ?? 0)),
                method: self.method,
                purpose: self.purpose?.contract ?? .unspecified,
                access: self.access.contract,
                outcome: self.outcome.contract,
                refusalReason: self.refusal ?? "",
                youngPersonIds: subjects.map(\.description),
                requestID: self.requestID ?? "",
                reason: self.reason ?? "",
                ground: self.ground.flatMap { .init(mnemonic: $0.rawValue) } ?? .unspecified,
                groundVersion: self.groundVersion ?? "",
                consentID: self.consentID?.lowercaseText ?? "",
                receipt: self.receipt ?? [],
                policyVersion: self.policyVersion ?? ""
            )
        }
    }

    /// Creates the entry that a record tells of, with the young people of this record alone.
    ///
    /// - Throws: ``AuditDamage`` if it is no record of ours.
    init(_ record: Kaa.Kernel.V1.AuditRecord) throws {
        guard let id = UUID(text: record.auditRecordID), let time = record.recordTime,
            let board = Board(record.callerBoard), let access = AuditAccess(rawValue: record.access.mnemonic),
            let outcome = AuditOutcome(rawValue: record.outcome.mnemonic)
        else { throw AuditDamage("A record of the audit log has no identifier, time, board, access or outcome.") }
        self.id = id
        self.recordedAt = time.moment
        self.callerSubject = record.callerSubject
        self.callerKind = record.callerKind == .person ? .person : .system
        self.callerBoard = board
        self.method = record.method
        self.purpose = Purpose(contract: record.purpose)
        self.access = access
        self.subjects = record.youngPersonIds.compactMap { YoungPersonID($0) }
        self.outcome = outcome
        self.requestID = Self.stated(record.requestID)
        self.assurance = AssuranceLevel(rawValue: Int(record.callerAssurance.rawValue))
        self.refusal = Self.stated(record.refusalReason)
        self.reason = Self.stated(record.reason)
        self.ground = LegalGround(rawValue: record.ground.mnemonic)
        self.groundVersion = Self.stated(record.groundVersion)
        self.consentID = UUID(text: record.consentID)
        self.receipt = record.receipt.isEmpty ? nil : record.receipt
        self.policyVersion = Self.stated(record.policyVersion)
    }

    private static func stated(_ text: String) -> String? {
        text.isEmpty ? nil : text
    }
}

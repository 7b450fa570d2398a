import Foundation
import KAAKernel
import KAAKernelContract
import KAAWire

/// Accesses to one person's data, as the commands write them.
struct AccessLog {
    private let records: [Kaa.Kernel.V1.LoggedRecord]

    init(_ records: [Kaa.Kernel.V1.LoggedRecord]) {
        self.records = records
    }

    /// The records for programs.
    var json: JSONValue {
        get throws {
            .array(
                try self.records.map { logged in
                    let record = try (logged.record ?? .init()).jsonString()
                    return .object([
                        .init("leaf", .number("\(logged.leafIndex)")),
                        .init("record", try JSONValue(parsing: Array(record.utf8))),
                    ])
                }
            )
        }
    }

    /// The records for people.
    var lines: [String] {
        var table = TextTable(["time", "who", "board", "did", "with", "purpose", "outcome", "why", "leaf"])
        for logged in self.records {
            guard let record = logged.record else { continue }
            table.add([
                record.recordTime.map { $0.moment.formatted(.iso8601) } ?? "",
                record.callerSubject,
                record.callerBoard,
                record.access.mnemonic,
                Self.shortName(record.method),
                record.purpose == .unspecified ? "" : record.purpose.mnemonic,
                record.refusalReason.isEmpty ? record.outcome.mnemonic : record.refusalReason,
                Self.why(record),
                "\(logged.leafIndex)",
            ])
        }
        return table.lines
    }

    private static func shortName(_ method: String) -> String {
        method.split(separator: ".").last.map(String.init) ?? method
    }

    private static func why(_ record: Kaa.Kernel.V1.AuditRecord) -> String {
        let ground = record.ground == .unspecified ? "" : record.ground.mnemonic
        return [ground, record.consentID, record.reason].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

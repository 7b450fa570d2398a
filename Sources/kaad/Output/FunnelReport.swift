import KAAKernelContract
import KAAWire
import ReportingContract

/// The factors of the plan of action, as the command writes them.
struct FunnelReport {
    private typealias Row = Kaa.Reporting.V1.FunnelRow

    private let answer: Kaa.Reporting.V1.GetFunnelReportResponse

    init(_ answer: Kaa.Reporting.V1.GetFunnelReportResponse) {
        self.answer = answer
    }

    /// The result for programs.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("from", .string(self.answer.fromDate)),
            .init("to", .string(self.answer.toDate)),
            .init("as_known_on", self.answer.asKnownOn.map { .string($0) } ?? .null),
            .init("rows", .array(self.answer.rows.map(Self.json))),
            .init("total", Self.json(self.answer.total ?? .init())),
        ]
        if !self.answer.unreachable.isEmpty {
            members.append(.init("unreachable", .array(self.answer.unreachable.map { .string($0) })))
        }
        return .object(members)
    }

    private static func json(_ row: Row) -> JSONValue {
        .object([
            .init("district", row.district.map { .string($0) } ?? .null),
            .init("sex", row.sex.map { .string($0.mnemonic) } ?? .null),
            .init("covered", .number("\(row.covered)")),
            .init("sought", .number("\(row.sought)")),
            .init("reached", .number("\(row.reached)")),
            .init("reached_by", Self.counts(row.reachedBy.map { ($0.channel, $0.count) })),
            .init("attempts", Self.counts(row.attempts.map { ($0.channel, $0.count) })),
            .init("in_intervention", .number("\(row.inIntervention)")),
            .init("end_reasons", Self.counts(row.endReasons.map { ($0.endReason, $0.count) })),
        ])
    }

    private static func counts(_ pairs: [(String, Int64)]) -> JSONValue {
        .object(pairs.map { .init($0, .number("\($1)")) })
    }

    /// The result for people.
    var lines: [String] {
        let isByDistrict = self.answer.rows.contains { $0.district != nil }
        let isBySex = self.answer.rows.contains { $0.sex != nil }
        let groups = (isByDistrict ? ["district"] : []) + (isBySex ? ["sex"] : [])
        var table = TextTable(groups + ["covered", "sought", "reached", "in intervention", "ended"])
        for row in self.answer.rows { table.add(Self.cells(row, isByDistrict, isBySex)) }
        if let total = self.answer.total {
            var cells = Self.cells(total, isByDistrict, isBySex)
            if !groups.isEmpty { cells[0] = "total" }
            table.add(cells)
        }
        let known = self.answer.asKnownOn.map { ", as known on \($0)" } ?? ""
        var lines = ["\(self.answer.fromDate) to \(self.answer.toDate)\(known)"] + table.lines
        if let total = self.answer.total {
            lines += Self.list("reached by", total.reachedBy.map { ($0.channel, $0.count) })
            lines += Self.list("attempts", total.attempts.map { ($0.channel, $0.count) })
            lines += Self.list("ended", total.endReasons.map { ($0.endReason, $0.count) })
        }
        for module in self.answer.unreachable {
            lines.append("gap: \(module) does not run here, so its figures are missing, not zero")
        }
        return lines
    }

    private static func cells(_ row: Row, _ isByDistrict: Bool, _ isBySex: Bool) -> [String] {
        let groups = (isByDistrict ? [row.district ?? ""] : []) + (isBySex ? [row.sex?.mnemonic ?? ""] : [])
        let ended = row.endReasons.reduce(0) { $0 + $1.count }
        return groups + [row.covered, row.sought, row.reached, row.inIntervention, ended].map { "\($0)" }
    }

    private static func list(_ title: String, _ pairs: [(String, Int64)]) -> [String] {
        guard !pairs.isEmpty else { return [] }
        return ["\(title): " + pairs.map { "\($0) \($1)" }.joined(separator: ", ")]
    }
}

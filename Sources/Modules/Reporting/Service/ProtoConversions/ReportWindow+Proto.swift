import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import ReportingContract

extension ReportWindow {
    init(proto: Kaa.Reporting.V1.GetFunnelReportRequest) throws {
        let from = try CivilDate(field: "from_date", proto.fromDate)
        let to = try CivilDate(field: "to_date", proto.toDate)
        let asKnownOn = try proto.asKnownOn.map { try CivilDate(field: "as_known_on", $0) }
        guard let window = ReportWindow(from: from, to: to, asKnownOn: asKnownOn) else {
            throw RPCError.invalid("to_date", "is before the first day")
        }
        self = window
    }
}

extension Set<FunnelGroup.Dimension> {
    init(proto: [Kaa.Reporting.V1.ReportDimension]) throws {
        self = []
        for dimension in proto {
            switch dimension {
            case .district: self.insert(.district)
            case .sex: self.insert(.sex)
            case .unspecified, .unrecognized: throw RPCError.invalid("dimensions", "has an unknown dimension")
            }
        }
    }
}

extension Kaa.Reporting.V1.FunnelRow {
    init(_ row: FunnelReport.Row) {
        self.init(
            district: row.district,
            sex: row.sex?.contract,
            covered: Int64(row.tally.covered),
            sought: Int64(row.tally.sought),
            reached: Int64(row.tally.reached),
            reachedBy: row.reachedBy.map { .init(channel: $0.channel.mnemonic, count: Int64($0.count)) },
            attempts: row.attempts.map { .init(channel: $0.channel.mnemonic, count: Int64($0.count)) },
            inIntervention: Int64(row.tally.inIntervention),
            interventions: row.participants.map { .init(interventionType: $0.type, count: Int64($0.count)) },
            endReasons: row.endReasons.map { .init(endReason: $0.reason.mnemonic, count: Int64($0.count)) },
            endReasonsByIntervention: row.endings.map {
                .init(interventionType: $0.type, endReason: $0.reason.mnemonic, count: Int64($0.count))
            }
        )
    }
}

import KAAKernel
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire
import ReportingContract

/// Serves the strategic cooperation group and the reporting officers.
struct ReportingService: Kaa.Reporting.V1.ReportingService.Serving {
    private let context: ModuleContext
    private let consumers: [EventConsumer]

    init(context: ModuleContext, consumers: [EventConsumer]) {
        self.context = context
        self.consumers = consumers
    }

    func getFunnelReport(
        _ request: Kaa.Reporting.V1.GetFunnelReportRequest,
        context: ServerContext
    ) async throws -> Kaa.Reporting.V1.GetFunnelReportResponse {
        let window = try ReportWindow(proto: request)
        let dimensions = try Set(proto: request.dimensions)
        let unreachable = try await self.context.missingPublishers(of: self.consumers)
        let (tallies, codes) = try await self.context.database.read { transaction in
            (
                try FunnelStorage.tallies(window, by: dimensions, in: transaction),
                try FunnelStorage.codes(in: transaction)
            )
        }
        let report = FunnelReport(tallies, codes: codes)
        return .init(
            rows: dimensions.isEmpty ? [] : report.rows.map(Kaa.Reporting.V1.FunnelRow.init),
            total: .init(report.total),
            unreachable: unreachable,
            fromDate: window.from.description,
            toDate: window.to.description,
            asKnownOn: window.asKnownOn?.description
        )
    }
}

package import KAARPC
package import Metrics
import Synchronization

/// Keeps what the kernel and the modules count, for the page of metrics.
///
/// How much it keeps is bounded, whatever labels it is given; what looks like a number of a person never becomes a label.
package final class MetricsCollector: MetricsFactory {
    private static let maximumFamilies = 500
    private static let maximumSeries = 200

    private struct Family: Sendable {
        let kind: MetricFamily.Kind
        var series: [[MetricFamily.Label]: any CollectedMetric] = [:]
    }

    private struct State: Sendable {
        var families: [String: Family] = [:]
        var leftOut = 0
    }

    private let state = Mutex(State())

    /// Creates a collector that has nothing.
    package init() {}

    /// What has been counted so far, by name.
    package var families: [MetricFamily] {
        let (families, leftOut) = self.state.withLock { ($0.families, $0.leftOut) }
        let collected = families.sorted { $0.key < $1.key }.map { name, family in
            let series = family.series.sorted { "\($0.key)" < "\($1.key)" }
            let samples = series.flatMap { $1.samples($0) }
            return MetricFamily(name, "Counted by the kernel or a module.", family.kind, samples)
        }
        let own = MetricFamily(
            "kaa_metrics_left_out_total",
            "Series that were not kept, since there were too many or their names did not fit.",
            .counter,
            [.init(value: Double(leftOut))]
        )
        return collected + [own]
    }

    /// The metric of a name and labels, made if it is new; `nil` where there is no room.
    private func metric<Metric: CollectedMetric>(
        _ name: String,
        _ dimensions: [(String, String)],
        _ kind: MetricFamily.Kind,
        _ make: () -> Metric
    ) -> Metric? {
        let labels = dimensions.map { MetricFamily.Label($0, LogRedactor.redact($1)) }.sorted { $0.name < $1.name }
        return self.state.withLock { state in
            let family = state.families[name] ?? Family(kind: kind)
            if family.kind == kind, let known = family.series[labels] as? Metric { return known }
            guard Self.isName(name), labels.allSatisfy({ Self.isName($0.name) }), family.kind == kind,
                family.series[labels] == nil, family.series.count < Self.maximumSeries,
                state.families.count < Self.maximumFamilies
            else {
                state.leftOut += 1
                return nil
            }
            let metric = make()
            state.families[name] = family
            state.families[name]?.series[labels] = metric
            return metric
        }
    }

    /// Whether the text can name a metric and a label.
    private static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil && text.utf8.count <= 100
    }
}

extension MetricsCollector {
    /// A number that only grows.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        self.metric(label, dimensions, .counter, CollectedNumber.init) ?? NOOPMetricsHandler.instance
    }

    /// A number that only grows, with fractions.
    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        self.metric(label, dimensions, .counter, CollectedNumber.init) ?? NOOPMetricsHandler.instance
    }

    /// A number that goes up and down.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        self.metric(label, dimensions, .gauge, CollectedNumber.init) ?? NOOPMetricsHandler.instance
    }

    /// The last value recorded, or the ranges into which all values fell.
    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate {
            self.metric(label, dimensions, .histogram) { CollectedDistribution(.powersOfTen) }
                ?? NOOPMetricsHandler.instance
        } else {
            self.metric(label, dimensions, .gauge, CollectedNumber.init) ?? NOOPMetricsHandler.instance
        }
    }

    /// The ranges into which durations fell, in seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        self.metric(label, dimensions, .histogram) { CollectedDistribution(.seconds) } ?? NOOPMetricsHandler.instance
    }

    /// Counts go on for as long as the process does.
    package func destroyCounter(_ handler: any CounterHandler) {}

    /// Counts go on for as long as the process does.
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}

    /// The last value stays.
    package func destroyMeter(_ handler: any MeterHandler) {}

    /// What was recorded stays.
    package func destroyRecorder(_ handler: any RecorderHandler) {}

    /// What was recorded stays.
    package func destroyTimer(_ handler: any TimerHandler) {}
}

import KAARPC

/// What a ``MetricsCollector`` keeps for one name and set of labels.
protocol CollectedMetric: AnyObject, Sendable {
    /// The samples, with `labels` first.
    func samples(_ labels: [MetricFamily.Label]) -> [MetricFamily.Sample]
}

import KAARPC
import Metrics
import Synchronization

/// A number: one that grows, or the last that was recorded.
final class CollectedNumber: CollectedMetric {
    private let value = Mutex(0.0)

    func samples(_ labels: [MetricFamily.Label]) -> [MetricFamily.Sample] {
        [.init(labels: labels, value: self.value.withLock { $0 })]
    }

    func reset() {
        self.value.withLock { $0 = 0 }
    }

    func increment(by amount: Double) {
        self.value.withLock { $0 += amount }
    }
}

extension CollectedNumber: CounterHandler, FloatingPointCounterHandler {
    func increment(by amount: Int64) {
        self.increment(by: Double(amount))
    }
}

extension CollectedNumber: MeterHandler, RecorderHandler {
    func set(_ value: Int64) {
        self.set(Double(value))
    }

    func set(_ value: Double) {
        self.value.withLock { $0 = value }
    }

    func decrement(by amount: Double) {
        self.increment(by: -amount)
    }

    func record(_ value: Int64) {
        self.set(Double(value))
    }

    func record(_ value: Double) {
        self.set(value)
    }
}

import KAARPC
import Metrics
import Synchronization

/// How many values fell into which range.
final class CollectedDistribution: CollectedMetric {
    /// The ranges.
    enum Scale {
        /// From a millisecond to half an hour.
        case seconds
        /// From 1 to 10 million.
        case powersOfTen

        var bounds: [Double] {
            switch self {
            case .seconds: [0.001, 0.01, 0.1, 1, 10, 60, 300, 1800]
            case .powersOfTen: [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]
            }
        }
    }

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(_ scale: Scale) {
        self.bounds = scale.bounds
        self.state = Mutex(State(counts: Array(repeating: 0, count: scale.bounds.count + 1)))
    }

    func samples(_ labels: [MetricFamily.Label]) -> [MetricFamily.Sample] {
        let (counts, sum) = self.state.withLock { ($0.counts, $0.sum) }
        var total = 0
        var samples: [MetricFamily.Sample] = []
        for (bound, count) in zip(self.bounds.map { "\($0)" } + ["+Inf"], counts) {
            total += count
            samples.append(.init(suffix: "_bucket", labels: labels + [.init("le", bound)], value: Double(total)))
        }
        samples.append(.init(suffix: "_sum", labels: labels, value: sum))
        samples.append(.init(suffix: "_count", labels: labels, value: Double(total)))
        return samples
    }
}

extension CollectedDistribution: RecorderHandler, TimerHandler {
    func record(_ value: Int64) {
        self.record(Double(value))
    }

    func record(_ value: Double) {
        let index = self.bounds.firstIndex { value <= $0 } ?? self.bounds.count
        self.state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) {
        self.record(Double(duration) / 1_000_000_000)
    }
}

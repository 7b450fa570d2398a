/// Numbers that belong together, as a monitoring system reads them: one name, and a sample for each set of labels.
///
/// - Note: Prometheus exposition formats, text format 0.0.4.
public struct MetricFamily: Hashable, Sendable {
    /// What kind of numbers they are.
    public enum Kind: String, Hashable, Sendable {
        /// They only grow.
        case counter
        /// They go up and down.
        case gauge
        /// How many fell into which range.
        case histogram
    }

    /// The value of one label.
    public struct Label: Hashable, Sendable {
        /// The name of the label.
        public let name: String
        /// One of a closed list, never anything of a person.
        public let value: String

        /// Creates a label.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One number.
    public struct Sample: Hashable, Sendable {
        /// What follows the family's name: empty, or of a histogram `_bucket`, `_sum` or `_count`.
        public let suffix: String
        /// The labels, in the order they are written.
        public let labels: [Label]
        /// The number.
        public let value: Double

        /// Creates a sample.
        public init(suffix: String = "", labels: [Label] = [], value: Double) {
            self.suffix = suffix
            self.labels = labels
            self.value = value
        }
    }

    /// The name, such as `kaa_rpc_calls_total`.
    public let name: String

    /// What the numbers mean, for people.
    public let help: String

    /// What kind of numbers they are.
    public let kind: Kind

    /// The numbers.
    public var samples: [Sample]

    /// Creates a family.
    ///
    /// - Parameters:
    ///   - name: The name, with the unit last: `_total`, `_seconds`, `_bytes`.
    ///   - help: What the numbers mean.
    ///   - kind: What kind of numbers they are.
    ///   - samples: The numbers.
    public init(_ name: String, _ help: String, _ kind: Kind, _ samples: [Sample] = []) {
        self.name = name
        self.help = help
        self.kind = kind
        self.samples = samples
    }
}

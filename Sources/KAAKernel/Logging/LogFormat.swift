/// How log lines are written.
public enum LogFormat: String, CaseIterable, Hashable, Sendable {
    /// One JSON object per line, for a log collector.
    case json

    /// `key=value` pairs, for people.
    case logfmt
}

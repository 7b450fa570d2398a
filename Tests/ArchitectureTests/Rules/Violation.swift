/// A place where the project breaks a rule.
struct Violation: Hashable, Sendable {
    /// How much a violation matters.
    enum Severity: Hashable, Sendable {
        /// The tests fail.
        case error
        /// The tests say so and pass.
        case warning
    }

    /// The file's path from the repository's root.
    let path: String

    /// The line, counted from 1, or `nil` if the file as a whole breaks the rule.
    let line: Int?

    /// What is wrong, for the person who has to mend it; it never quotes personal data.
    let message: String

    let severity: Severity

    init(_ path: String, line: Int? = nil, severity: Severity = .error, _ message: String) {
        self.path = path
        self.line = line
        self.message = message
        self.severity = severity
    }
}

extension Violation: CustomStringConvertible {
    /// The place, in the form that editors and terminals can follow, and the message.
    var description: String {
        "\(self.path)\(self.line.map { ":\($0)" } ?? ""): \(self.message)"
    }
}

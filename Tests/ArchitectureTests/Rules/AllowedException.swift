/// A file or folder that may break one rule, and why.
struct AllowedException: Hashable, Sendable {
    /// The rule's type, for example `FileLengthRule`.
    let rule: String

    /// The path of a file, or of a folder if it ends in a slash.
    let path: String

    /// Why breaking the rule is right here, for the reader who would remove the exception.
    let reason: String

    /// Returns whether the exception excuses `violation` of a rule.
    func covers(_ violation: Violation, of rule: any ArchitectureRule) -> Bool {
        self.rule == "\(type(of: rule))"
            && (self.path.hasSuffix("/") ? violation.path.hasPrefix(self.path) : violation.path == self.path)
    }
}

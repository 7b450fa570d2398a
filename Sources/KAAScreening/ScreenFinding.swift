/// Something that a text may not hold, without the text itself.
public struct ScreenFinding: Hashable, Sendable {
    /// The class of what was found.
    public let sensitiveClass: SensitiveClass

    /// Creates a finding.
    public init(_ sensitiveClass: SensitiveClass) {
        self.sensitiveClass = sensitiveClass
    }
}

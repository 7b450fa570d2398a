/// Who deals with protected persons.
public struct ProtectionConfiguration: Equatable, Sendable {
    /// The accounts of the named group; nobody else learns that a protected person exists.
    public var handlers: Set<String>
}

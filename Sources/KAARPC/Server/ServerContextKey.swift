/// The name and type of a value that an interceptor attaches to a call.
///
/// An uninhabited type in the module that owns the value:
///
///     enum CallerKey: ServerContextKey {
///         typealias Value = Caller
///     }
public protocol ServerContextKey {
    /// The type of the value.
    associatedtype Value: Sendable
}

/// A value about a protected person that shows itself to nobody who has not been let in on record.
///
/// It cannot be encoded, compared or hashed, and a text made of it is a mark. Writing it between quotation marks is a
/// warning, and so an error, in every target of ours; so is binding it to a statement, for which it has no conversion.
/// The value is held by a closure, which neither a dump nor a mirror opens.
public struct Guarded<Value: Sendable>: Sendable {
    private let subject: YoungPersonID
    private let open: @Sendable () -> Value

    /// Guards a value.
    ///
    /// - Parameters:
    ///   - value: What is kept from view.
    ///   - subject: Whom it is about.
    public init(_ value: Value, about subject: YoungPersonID) {
        self.subject = subject
        self.open = { value }
    }

    /// The value, for the call that the permit was made for.
    ///
    /// - Returns: The value, or `nil` if the permit is for another person.
    public func reveal(with permit: RevealPermit) -> Value? {
        permit.subject == self.subject ? self.open() : nil
    }
}

extension Guarded: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A mark in place of the value.
    public var description: String { "***" }

    /// A mark in place of the value.
    public var debugDescription: String { "***" }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DefaultStringInterpolation {
    /// Writes a mark, and does not build where warnings are errors.
    @available(*, deprecated, message: "A guarded value does not belong into a text.")
    public mutating func appendInterpolation<Value>(_ value: Guarded<Value>) {
        self.appendLiteral("***")
    }
}

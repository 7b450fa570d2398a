public import KAAWire

/// A message about a person, whose contract states the class of the data in each field.
public protocol ClassifiedMessage: WireMessage {
    /// The class of the data in each field, by the field's name in the contract.
    static var dataClasses: [String: Kaa.Kernel.V1.DataClass] { get }
}

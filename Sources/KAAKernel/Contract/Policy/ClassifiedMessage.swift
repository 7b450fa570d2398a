public import KAAWire

/// A message whose contract states, for each field, the class of its data.
public protocol ClassifiedMessage: WireMessage {
    /// The fields, in the order of the contract.
    static var fields: [FieldClassification] { get }

    /// The message with no more than data of `classes`.
    ///
    /// Left out are fields of other classes, without a class, or that stay with their board. A part with fields of its
    /// own is kept as far as these may be; one of which nothing is left is left out too, also from a list.
    func redacted(to classes: Set<Kaa.Kernel.V1.DataClass>) -> Self

    /// The fields that are set and that `redacted(to:)` keeps, as dotted paths such as `young_person.given_name`.
    ///
    /// - Returns: Each path once, in the order of the contract.
    func disclosedPaths(within classes: Set<Kaa.Kernel.V1.DataClass>) -> [String]
}

extension ClassifiedMessage {
    /// The message with no more than data of `classes`, or `nil` if nothing is left of it.
    public func remainder(of classes: Set<Kaa.Kernel.V1.DataClass>) -> Self? {
        let redacted = self.redacted(to: classes)
        return redacted == Self() ? nil : redacted
    }

    /// The paths of a part that stands in a field of another message.
    public func disclosedPaths(within classes: Set<Kaa.Kernel.V1.DataClass>, under field: String) -> [String] {
        self.disclosedPaths(within: classes).map { "\(field).\($0)" }
    }
}

extension Sequence where Element: ClassifiedMessage {
    /// The paths of a list of parts that stands in a field of another message; each path once.
    public func disclosedPaths(within classes: Set<Kaa.Kernel.V1.DataClass>, under field: String) -> [String] {
        var known: Set<String> = []
        return self.flatMap { $0.disclosedPaths(within: classes, under: field) }.filter { known.insert($0).inserted }
    }
}

public import KAAWire

/// A message whose contract states, for each field, the class of its data.
public protocol ClassifiedMessage: WireMessage {
    /// The fields, in the order of the contract.
    static var fields: [FieldClassification] { get }

    /// The types of the parts that have fields of their own, by the name of the field in which they stand.
    static var parts: [String: any ClassifiedMessage.Type] { get }

    /// The message with no more than data of `classes`.
    ///
    /// Left out are fields of other classes, without a class, or that stay with their board. A part with fields of its
    /// own is kept as far as these may be; one of which nothing is left is left out too, also from a list.
    func redacted(to classes: Set<Kaa.Kernel.V1.DataClass>) -> Self

    /// The fields that are told, as dotted paths such as `young_person.given_name`: those that `redacted(to:)` keeps and
    /// that are set, or that say something without it, such as `false`.
    ///
    /// - Returns: Each path once, in the order of the contract.
    func disclosedPaths(within classes: Set<Kaa.Kernel.V1.DataClass>) -> [String]
}

extension ClassifiedMessage {
    /// No parts.
    public static var parts: [String: any ClassifiedMessage.Type] { [:] }

    /// The message with no more than data of `classes`, or `nil` if nothing is left of it.
    public func remainder(of classes: Set<Kaa.Kernel.V1.DataClass>) -> Self? {
        let redacted = self.redacted(to: classes)
        return redacted == Self() ? nil : redacted
    }

    /// Whether the message has data of `classes` only, and none that stays with its board.
    public func isWithin(_ classes: Set<Kaa.Kernel.V1.DataClass>) -> Bool {
        self.redacted(to: classes) == self
    }

    /// The paths of a part that stands in a field of another message.
    public func disclosedPaths(within classes: Set<Kaa.Kernel.V1.DataClass>, under field: String) -> [String] {
        self.disclosedPaths(within: classes).map { "\(field).\($0)" }
    }
}

extension Sequence where Element: ClassifiedMessage {
    /// The paths of a list of parts that stands in a field of another message; each path once.
    ///
    /// That of the list itself if it is empty and would have been told: it tells that there are none.
    public func disclosedPaths(within classes: Set<Kaa.Kernel.V1.DataClass>, under field: String) -> [String] {
        let whole = self.flatMap { $0.disclosedPaths(within: classes, under: field) }
        guard self.contains(where: { _ in true }) else {
            return DisclosureNeeds(of: Element.self).areMet(by: classes) ? [field] : []
        }
        var known: Set<String> = []
        return whole.filter { known.insert($0).inserted }
    }
}

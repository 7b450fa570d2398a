public import KAAWire

/// The classes of data without which a message may not go to another board, since what is left would say something else.
///
/// Who gets `covered: false` cannot know that nothing was told. So such a message goes with what would be misread, or
/// not at all. A text that is left out is empty, and an enumeration not stated: nobody takes these for an answer.
public struct DisclosureNeeds: Hashable, Sendable {
    /// The classes of fields whose absence would be read as a value, all of which must be open.
    public private(set) var all: Set<Kaa.Kernel.V1.DataClass> = []

    /// For the message and each of its parts the classes of which one must be open, or the part would seem not to be there.
    public private(set) var oneOfEach: Set<Set<Kaa.Kernel.V1.DataClass>> = []

    /// What a type of message needs.
    public init(of message: any ClassifiedMessage.Type) {
        var seen: Set<ObjectIdentifier> = []
        _ = self.take(message, seen: &seen)
    }

    /// Whether the message may go with data of `classes` and no other.
    public func areMet(by classes: Set<Kaa.Kernel.V1.DataClass>) -> Bool {
        self.all.isSubset(of: classes) && self.oneOfEach.allSatisfy { !$0.isDisjoint(with: classes) }
    }

    /// The needs as a text that is the same for the same.
    public var canonicalText: String {
        ([self.all] + self.oneOfEach).map { $0.map(\.mnemonic).sorted().joined(separator: ",") }.sorted()
            .joined(separator: ";")
    }

    /// Adds what a message needs.
    ///
    /// - Returns: The classes of its fields and those of its parts.
    private mutating func take(
        _ message: any ClassifiedMessage.Type,
        seen: inout Set<ObjectIdentifier>
    ) -> Set<Kaa.Kernel.V1.DataClass> {
        // What is made of itself needs nothing more the second time.
        guard seen.insert(ObjectIdentifier(message)).inserted else { return [] }
        var classes: Set<Kaa.Kernel.V1.DataClass> = []
        for field in message.fields where !field.isOwnBoard {
            let part = message.parts[field.name].map { self.take($0, seen: &seen) }
            if field.dataClass != .unspecified {
                classes.insert(field.dataClass)
                if field.speaksWhenBlank || part != nil { self.all.insert(field.dataClass) }
            } else if let part {
                classes.formUnion(part)
            }
        }
        if !classes.isEmpty { self.oneOfEach.insert(classes) }
        return classes
    }
}

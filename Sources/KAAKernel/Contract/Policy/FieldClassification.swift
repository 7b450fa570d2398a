public import KAAWire

/// What kind of data a field holds, and the provision that it rests on.
public struct FieldClassification: Hashable, Sendable {
    /// The field's name in the contract, which is its part of a path such as `young_person.given_name`.
    public let name: String

    /// The class of the data; `.unspecified` where none is stated, such as on a part whose own fields have classes.
    public let dataClass: Kaa.Kernel.V1.DataClass

    /// The provision, such as `förordning (2006:39) 4 § 1`; empty where no class is stated.
    public let legalNote: String

    /// Whether the field stays with the board that holds it, whatever the ground.
    public let isOwnBoard: Bool

    /// Whether the field's absence is read as a value: `false`, 0, an empty list, the last page, or that there is none.
    public let speaksWhenBlank: Bool

    /// Creates a classification.
    public init(
        name: String,
        dataClass: Kaa.Kernel.V1.DataClass,
        legalNote: String,
        isOwnBoard: Bool = false,
        speaksWhenBlank: Bool = false
    ) {
        self.name = name
        self.dataClass = dataClass
        self.legalNote = legalNote
        self.isOwnBoard = isOwnBoard
        self.speaksWhenBlank = speaksWhenBlank
    }
}

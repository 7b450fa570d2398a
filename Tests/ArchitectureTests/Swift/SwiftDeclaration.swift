/// A type, an extension, a type alias or a function that a Swift file declares.
struct SwiftDeclaration: Hashable, Sendable {
    /// The keyword that declares it.
    enum Kind: String, Hashable, Sendable {
        case structure = "struct"
        case `class`
        case enumeration = "enum"
        case actor
        case `protocol`
        case `extension`
        case alias = "typealias"
        case function = "func"
    }

    let kind: Kind

    /// The name; with dots for an extension of a nested type.
    let name: String

    /// The types after the colon, with dots for nested ones.
    let inherited: [String]

    /// The line of the keyword, counted from 1.
    let line: Int

    /// Whether no other declaration is around it.
    let isTopLevel: Bool

    /// Whether only its own file can see it.
    let isPrivate: Bool

    /// Whether it introduces a type of its own.
    var isType: Bool {
        switch self.kind {
        case .structure, .class, .enumeration, .actor, .protocol: true
        case .extension, .alias, .function: false
        }
    }
}

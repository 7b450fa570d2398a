/// One line of a comment in a Swift file.
struct SwiftComment: Hashable, Sendable {
    /// What the comment is for.
    enum Kind: Hashable, Sendable {
        /// It explains the code beside it: `//`, or a block.
        case remark
        /// It documents a declaration: `///`.
        case documentation
    }

    let kind: Kind
    let text: String

    /// The line that the comment is on, counted from 1.
    let line: Int
}

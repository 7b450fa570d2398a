/// A part of the changes, with the position of the last change that there was at the moment of reading.
package struct ConsentPage: Hashable, Sendable {
    /// The changes, in order.
    package var changes: [ConsentChange]

    /// The position of the last change there was, whether or not it is among these.
    package var head: Int64

    package init(changes: [ConsentChange], head: Int64) {
        self.changes = changes
        self.head = head
    }
}

/// What an XML text says next.
enum XMLEvent: Hashable, Sendable {
    /// An element begins; its name is given without a namespace prefix.
    case start([UInt8])
    /// The innermost element ends.
    case end
    /// Text, with references resolved, as UTF-8. One run of text may come as several events.
    case text([UInt8])
}

/// The smallest meaningful piece of a JSON text.
enum JSONToken: Hashable, Sendable {
    case beginObject
    case endObject
    case beginArray
    case endArray
    case colon
    case comma
    /// A text, unescaped, as UTF-8.
    case string([UInt8])
    /// A number, as it is written.
    case number
    case bool(Bool)
    case null
}

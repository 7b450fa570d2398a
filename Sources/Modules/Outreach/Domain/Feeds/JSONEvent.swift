/// What a JSON text says next.
enum JSONEvent: Hashable, Sendable {
    case beginObject
    case endObject
    case beginArray
    case endArray
    /// The name of the member whose value follows.
    case key([UInt8])
    case string([UInt8])
    case number
    case bool(Bool)
    case null
}

/// What a stream gives when the library asks for body bytes.
enum BodyPart {
    /// Some bytes; more may follow.
    case bytes(Int)
    /// None now; the stream resumes the library when there are.
    case nothingYet
    /// The last bytes, perhaps none.
    case last(Int, hasTrailers: Bool)
}

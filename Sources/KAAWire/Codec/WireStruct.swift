/// A C struct that holds a message, wherever it stands in memory.
@safe
public struct WireStruct {
    @usableFromInline let address: UnsafeMutableRawPointer

    @usableFromInline
    init(_ address: UnsafeMutableRawPointer) {
        unsafe self.address = address
    }

    /// The struct's address.
    ///
    /// - Precondition: The struct is a `CMessage`.
    @unsafe
    @inlinable
    public func pointer<CMessage>(to type: CMessage.Type) -> UnsafeMutablePointer<CMessage> {
        unsafe self.address.assumingMemoryBound(to: type)
    }
}

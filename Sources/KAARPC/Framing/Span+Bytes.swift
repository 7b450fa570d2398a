#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Span where Element == UInt8 {
    /// Whether the bytes are those of `other`.
    func elementsEqual(_ other: [UInt8]) -> Bool {
        guard self.count == other.count else { return false }
        guard self.count > 0 else { return true }
        return unsafe self.withUnsafeBufferPointer { own in
            unsafe other.withUnsafeBufferPointer { other in
                guard let own = own.baseAddress, let bytes = other.baseAddress else { return false }
                return unsafe memcmp(own, bytes, other.count) == 0
            }
        }
    }

    /// Whether the bytes are the UTF-8 of `literal`.
    func equals(_ literal: StaticString) -> Bool {
        guard self.count == literal.utf8CodeUnitCount else { return false }
        return self.hasPrefix(literal)
    }

    /// Whether the first bytes are the UTF-8 of `literal`.
    func hasPrefix(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard self.count >= count else { return false }
        let bytes = unsafe UnsafeBufferPointer(start: literal.utf8Start, count: count)
        for index in 0..<count where unsafe self[index] != bytes[index] {
            return false
        }
        return true
    }

    /// Whether the last bytes are the UTF-8 of `literal`.
    func hasSuffix(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard self.count >= count else { return false }
        return self.extracting(last: count).hasPrefix(literal)
    }

    /// The bytes as a text; invalid UTF-8 is replaced.
    var text: String {
        unsafe self.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes, copied.
    var bytes: [UInt8] {
        unsafe self.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

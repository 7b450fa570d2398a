/// How messages are made smaller on the wire.
///
/// - Note: gRPC, `doc/compression.md`.
public enum Compression: Hashable, Sendable {
    /// They are not.
    case identity
    /// DEFLATE with a checksum (RFC 1952), for each message by itself.
    case gzip
}

extension Compression {
    /// All of them, as `grpc-accept-encoding` lists them.
    static let acceptedByThisSide = "identity,gzip"

    /// Reads the value of `grpc-encoding`; `nil` for what is not known here.
    init?(field: Span<UInt8>) {
        if field.equals("identity") {
            self = .identity
        } else if field.equals("gzip") {
            self = .gzip
        } else {
            return nil
        }
    }

    /// Whether `gzip` stands in a value of `grpc-accept-encoding`; other names are passed over.
    static func isGzipListed(in field: Span<UInt8>) -> Bool {
        var start = 0
        while start < field.count {
            var end = start
            while end < field.count, field[end] != UInt8(ascii: ",") {
                end += 1
            }
            var (first, last) = (start, end)
            while first < last, field[first] == UInt8(ascii: " ") { first += 1 }
            while first < last, field[last - 1] == UInt8(ascii: " ") { last -= 1 }
            if field.extracting(first..<last).equals("gzip") { return true }
            start = end + 1
        }
        return false
    }
}

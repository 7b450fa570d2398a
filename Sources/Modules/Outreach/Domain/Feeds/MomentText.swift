import KAAKernel

/// Points in time as schools' systems write them.
enum MomentText {
    /// The day of `yyyy-mm-dd`, or of `yyyy-mm-ddThh:mm[:ss]` with `Z`, an offset or nothing after it; `nil` for other texts.
    ///
    /// The day is the one on the writer's clock: which day a school reported on doesn't depend on ours.
    ///
    /// - Note: RFC 3339, section 5.6, with the seconds and the offset optional.
    static func date(of bytes: Span<UInt8>) -> CivilDate? {
        guard bytes.count >= 10, let date = CivilDate(isoUTF8: bytes.extracting(0..<10)) else { return nil }
        guard bytes.count > 10 else { return date }
        var position = 10
        guard Self.skip("T", in: bytes, at: &position) || Self.skip(" ", in: bytes, at: &position),
            Self.skipTime(in: bytes, at: &position)
        else { return nil }
        if position == bytes.count || Self.skip("Z", in: bytes, at: &position) {
            return position == bytes.count ? date : nil
        }
        guard Self.skip("+", in: bytes, at: &position) || Self.skip("-", in: bytes, at: &position),
            Self.skipNumber(below: 24, in: bytes, at: &position),
            Self.skip(":", in: bytes, at: &position),
            Self.skipNumber(below: 60, in: bytes, at: &position),
            position == bytes.count
        else { return nil }
        return date
    }

    private static func skipTime(in bytes: Span<UInt8>, at position: inout Int) -> Bool {
        guard Self.skipNumber(below: 24, in: bytes, at: &position),
            Self.skip(":", in: bytes, at: &position),
            Self.skipNumber(below: 60, in: bytes, at: &position)
        else { return false }
        guard Self.skip(":", in: bytes, at: &position) else { return true }
        // RFC 3339 allows a leap second, 60.
        guard Self.skipNumber(below: 61, in: bytes, at: &position) else { return false }
        guard Self.skip(".", in: bytes, at: &position) else { return true }
        let start = position
        while position < bytes.count, Self.digit(bytes[position]) != nil {
            position += 1
        }
        return position > start
    }

    private static func skip(_ character: Unicode.Scalar, in bytes: Span<UInt8>, at position: inout Int) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private static func skipNumber(below limit: UInt8, in bytes: Span<UInt8>, at position: inout Int) -> Bool {
        guard position + 1 < bytes.count, let tens = Self.digit(bytes[position]),
            let ones = Self.digit(bytes[position + 1]), tens * 10 + ones < limit
        else { return false }
        position += 2
        return true
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        let value = byte &- UInt8(ascii: "0")
        return value <= 9 ? value : nil
    }
}

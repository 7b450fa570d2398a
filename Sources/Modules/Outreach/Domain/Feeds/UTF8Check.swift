/// Refuses bytes that aren't UTF-8, saying where.
enum UTF8Check {
    /// Checks bytes that begin at the start of a line.
    ///
    /// - Parameters:
    ///   - bytes: Whole characters.
    ///   - firstLine: The number of the line the bytes begin on.
    /// - Throws: ``FeedRefusal`` with the line and the byte in it.
    static func check(_ bytes: Span<UInt8>, firstLine: Int) throws(FeedRefusal) {
        do {
            _ = try UTF8Span(validating: bytes)
        } catch {
            let (line, position) = Self.place(of: error.byteOffsets.lowerBound, in: bytes, firstLine: firstLine)
            throw FeedRefusal(.encoding, line: line, position: position)
        }
    }

    /// Whether bytes are UTF-8.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes)
            return true
        } catch {
            return false
        }
    }

    /// The line of a byte and its position in the line, both counted from 1.
    static func place(of offset: Int, in bytes: Span<UInt8>, firstLine: Int) -> (line: Int, position: Int) {
        var line = firstLine
        var lineStart = 0
        for index in 0..<offset where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        return (line, offset - lineStart + 1)
    }
}

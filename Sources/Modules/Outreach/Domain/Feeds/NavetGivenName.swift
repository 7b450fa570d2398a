/// Which of someone's given names they go by.
enum NavetGivenName {
    /// The given names that a *tilltalsnamnsmarkering* marks.
    ///
    /// The mark has two digits: the place of the first and of the last name that counts, `0` for none. Both parts of a
    /// hyphenated name have a place of their own.
    ///
    /// - Parameters:
    ///   - names: All given names.
    ///   - mark: The mark; with one that doesn't fit the names, all of them count.
    /// - Returns: The marked names, as written.
    static func marked(_ names: [UInt8], mark: [UInt8]) -> [UInt8] {
        let parts = Self.parts(of: names)
        guard mark.count == 2, let first = Self.place(mark[0]), first > 0, let second = Self.place(mark[1]),
            first <= parts.count, second <= parts.count, second == 0 || second > first
        else { return names }
        let last = second == 0 ? first : second
        return Array(names[parts[first - 1].lowerBound..<parts[last - 1].upperBound])
    }

    private static func place(_ digit: UInt8) -> Int? {
        let value = digit &- UInt8(ascii: "0")
        return value <= 9 ? Int(value) : nil
    }

    private static func parts(of names: [UInt8]) -> [Range<Int>] {
        names.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.map { $0.startIndex..<$0.endIndex }
    }
}

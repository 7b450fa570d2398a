extension Metadata {
    /// Adds a header field as it came from the network.
    ///
    /// Fields that are reserved or whose value is not printable ASCII are left out: RFC 9110 allows such values, so they
    /// are no error.
    ///
    /// - Returns: Whether the field is well formed; `false` for bytes that are not base64.
    mutating func add(field name: Span<UInt8>, value: Span<UInt8>) -> Bool {
        guard name.hasSuffix("-bin") else {
            self.add(value.text, for: name.text)
            return true
        }
        let key = name.text
        var start = 0
        while start <= value.count {
            var end = start
            while end < value.count, value[end] != UInt8(ascii: ",") {
                end += 1
            }
            var first = start
            while first < end, value[first] == UInt8(ascii: " ") {
                first += 1
            }
            guard let bytes = Base64.decode(value.extracting(first..<end)) else { return false }
            self.add(bytes: bytes, for: key)
            start = end + 1
        }
        return true
    }
}

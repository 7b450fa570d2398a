import CNghttp2

/// Header fields on their way out.
struct HeaderBlock: Sendable {
    private struct Field: Sendable {
        let nameEnd: Int
        let valueEnd: Int
        let isNeverIndexed: Bool
    }

    private var bytes: [UInt8] = []
    private var fields: [Field] = []

    /// Adds a field.
    ///
    /// - Parameters:
    ///   - name: Lower case.
    ///   - value: Printable ASCII.
    ///   - isNeverIndexed: Keeps a secret, or a value that will not come again, out of the compression table (RFC 7541 7.1.3).
    mutating func add(_ name: String, _ value: String, isNeverIndexed: Bool = false) {
        self.bytes.append(contentsOf: name.utf8)
        let nameEnd = self.bytes.count
        self.bytes.append(contentsOf: value.utf8)
        self.fields.append(Field(nameEnd: nameEnd, valueEnd: self.bytes.count, isNeverIndexed: isNeverIndexed))
    }

    /// Adds every pair of `metadata`.
    mutating func add(_ metadata: Metadata) {
        for entry in metadata.entries {
            switch entry.value {
            case .text(let text):
                self.add(entry.key, text, isNeverIndexed: Self.secretKeys.contains(entry.key))
            case .bytes(let bytes):
                self.add(entry.key, Base64.encode(bytes), isNeverIndexed: true)
            }
        }
    }

    private static let secretKeys: Set<String> = ["authorization", "cookie", "set-cookie", "proxy-authorization"]

    /// Lends the fields in the library's form; the library copies what it needs.
    func withFields<Result>(_ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result) -> Result {
        unsafe self.bytes.withUnsafeBufferPointer { bytes in
            unsafe withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: self.fields.count) { target in
                // The library declares the pointers mutable and does not write through them (nghttp2.h, nghttp2_nv).
                let start = unsafe UnsafeMutablePointer(mutating: bytes.baseAddress)
                var position = 0
                for (index, field) in self.fields.enumerated() {
                    let flags = field.isNeverIndexed ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE
                    unsafe target.initializeElement(
                        at: index,
                        to: nghttp2_nv(
                            name: start.map { unsafe $0 + position },
                            value: start.map { unsafe $0 + field.nameEnd },
                            namelen: field.nameEnd - position,
                            valuelen: field.valueEnd - field.nameEnd,
                            flags: UInt8(flags.rawValue)
                        )
                    )
                    position = field.valueEnd
                }
                return unsafe body(UnsafePointer(target.baseAddress), self.fields.count)
            }
        }
    }
}

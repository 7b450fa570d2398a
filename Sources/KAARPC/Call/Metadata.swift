/// The metadata of a call: ordered pairs of a lower-case ASCII key and a text or, for keys ending in `-bin`, bytes.
///
/// Keys that belong to the protocol (`grpc-…`, `:…`, `te`, `content-type` and those of the connection) never get in:
/// adding one has no effect, so that no handler can forge what the engine writes.
///
/// - Note: gRPC over HTTP/2, `PROTOCOL-HTTP2.md`, section Custom-Metadata.
public struct Metadata: Hashable, Sendable {
    /// What a key stands for.
    public enum Content: Hashable, Sendable {
        /// Printable ASCII.
        case text(String)
        /// Any bytes, under a key ending in `-bin`.
        case bytes([UInt8])
    }

    /// One pair.
    public struct Entry: Hashable, Sendable {
        /// The key, lower case.
        public let key: String
        /// The value.
        public let value: Content
    }

    /// All pairs, in the order they were added; a key may come several times.
    public private(set) var entries: [Entry] = []

    /// Creates metadata without any pair.
    public init() {}

    /// Whether there is no pair.
    public var isEmpty: Bool {
        self.entries.isEmpty
    }

    /// The first text stored under a key, or `nil`.
    ///
    /// - Complexity: O(*n*) over the pairs.
    public subscript(key: String) -> String? {
        for entry in self.entries where entry.key == key {
            if case .text(let text) = entry.value { return text }
        }
        return nil
    }

    /// The identifier by which the caller finds the call again in logs: `x-request-id`, if it is short and plain enough for that.
    public var requestID: String? {
        guard let text = self["x-request-id"], (1...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return text
    }

    /// Every text stored under `key`, in order.
    ///
    /// - Complexity: O(*n*) over the pairs.
    public func texts(for key: String) -> [String] {
        self.entries.compactMap { entry in
            guard entry.key == key, case .text(let text) = entry.value else { return nil }
            return text
        }
    }

    /// Every byte sequence stored under `key`, in order.
    ///
    /// - Complexity: O(*n*) over the pairs.
    public func bytes(for key: String) -> [[UInt8]] {
        self.entries.compactMap { entry in
            guard entry.key == key, case .bytes(let bytes) = entry.value else { return nil }
            return bytes
        }
    }

    /// Adds a text after those already stored under `key`.
    ///
    /// - Parameters:
    ///   - text: Printable ASCII (0x20 to 0x7E); the pair is left out if it has any other character. Spaces at its ends are
    ///     dropped, since HTTP/2 has no way to send them (RFC 9113 section 8.2.1).
    ///   - key: Of `0-9 a-z _ - .`, upper case is lowered; the pair is left out if the key is reserved or not so formed.
    /// - Returns: Whether the pair was added.
    @discardableResult
    public mutating func add(_ text: String, for key: String) -> Bool {
        guard let key = Self.admissible(key), !key.hasSuffix("-bin") else { return false }
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return false }
        self.entries.append(Entry(key: key, value: .text(Self.withoutSpacesAtTheEnds(text))))
        return true
    }

    /// Adds bytes after those already stored under `key`.
    ///
    /// - Parameters:
    ///   - bytes: Any bytes, also none.
    ///   - key: Ends in `-bin`; else, or if it is reserved, the pair is left out.
    /// - Returns: Whether the pair was added.
    @discardableResult
    public mutating func add(bytes: [UInt8], for key: String) -> Bool {
        guard let key = Self.admissible(key), key.hasSuffix("-bin") else { return false }
        self.entries.append(Entry(key: key, value: .bytes(bytes)))
        return true
    }

    /// Adds a pair that is known to be well formed.
    mutating func append(_ entry: Entry) {
        self.entries.append(entry)
    }

    /// Adds all pairs of `other` after the own ones.
    public mutating func add(contentsOf other: Metadata) {
        self.entries.append(contentsOf: other.entries)
    }

    /// Removes every pair stored under `key`.
    public mutating func removeAll(for key: String) {
        self.entries.removeAll { $0.key == key }
    }
}

extension Metadata: ExpressibleByDictionaryLiteral {
    /// Creates metadata from pairs of a key and a text; see ``add(_:for:)`` for those left out.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (key, text) in elements {
            self.add(text, for: key)
        }
    }
}

extension Metadata {
    /// The key in its stored form, or `nil` if it may not be used.
    private static func admissible(_ key: String) -> String? {
        let lowered = key.utf8.contains { (0x41...0x5A).contains($0) } ? key.lowercased() : key
        guard !lowered.isEmpty, lowered.utf8.allSatisfy(Self.isKeyByte), !Self.isReserved(lowered) else { return nil }
        return lowered
    }

    private static func withoutSpacesAtTheEnds(_ text: String) -> String {
        guard text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
        let rest = text.utf8.drop { $0 == 0x20 }
        let count = rest.reversed().drop { $0 == 0x20 }.count
        return String(decoding: rest.prefix(count), as: UTF8.self)
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    private static func isReserved(_ key: String) -> Bool {
        key.hasPrefix("grpc-") || Self.reserved.contains(key)
    }

    private static let reserved: Set<String> = [
        "te", "content-type", "content-length", "connection", "keep-alive", "proxy-connection", "transfer-encoding",
        "upgrade", "host", "user-agent", "trailer", "traceparent", "tracestate",
    ]
}

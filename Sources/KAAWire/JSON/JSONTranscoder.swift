/// Turns encodings into proto3 JSON and back, by what descriptors tell of the messages.
///
/// One implementation serves messages whose types the program has and messages it only knows by reflection.
///
/// Of the messages with a form of their own it knows the moment, the span of time and `Any`.
///
/// - Note: protobuf.dev, "ProtoJSON Format".
package struct JSONTranscoder: Sendable {
    let pool: SchemaPool
    let limits: WireLimits

    /// Creates a transcoder for the messages in `pool`.
    package init(_ pool: SchemaPool, limits: WireLimits = .standard) {
        self.pool = pool
        self.limits = limits
    }

    /// The JSON of an encoding, without fields that are not known and those that are not set.
    ///
    /// - Throws: ``WireError``.
    package func json(from bytes: [UInt8], message name: String) throws -> JSONValue {
        let schema = try self.pool.message(name)
        return try unsafe bytes.withUnsafeBytes { try unsafe JSONDecoding(self, depth: 1).message($0, schema) }
    }

    /// The encoding of a JSON text.
    ///
    /// - Throws: ``WireError`` naming the field at fault.
    package func bytes(from json: JSONValue, message name: String) throws -> [UInt8] {
        try JSONEncoding(self, depth: 1).message(json, try self.pool.message(name), path: "")
    }
}

extension WireMessage {
    /// The message as proto3 JSON.
    ///
    /// - Throws: ``WireError`` if a string has a NUL.
    /// - Complexity: O(*n*) in the size of the message and of the descriptors of its file.
    public func jsonString() throws -> String {
        let pool = try SchemaPool(files: Self.wireFile.withImports)
        return try JSONTranscoder(pool).json(from: self.encodedBytes(), message: Self.wireName).text()
    }

    /// Creates a message from proto3 JSON.
    ///
    /// - Throws: ``WireError`` naming the field at fault, and never what stands in it.
    public init(jsonString: String, limits: WireLimits = .standard) throws {
        let pool = try SchemaPool(files: Self.wireFile.withImports)
        let json = try JSONValue(parsing: Array(jsonString.utf8), maximumDepth: limits.maximumJSONDepth)
        let bytes = try JSONTranscoder(pool, limits: limits).bytes(from: json, message: Self.wireName)
        try self.init(decoding: bytes, limits: limits)
    }
}

private import Foundation

/// The messages that JSON writes in a way of their own: a moment, a span of time, and any message.
struct WellKnownJSON {
    private static let names: Set = ["google.protobuf.Any", "google.protobuf.Duration", "google.protobuf.Timestamp"]

    private let transcoder: JSONTranscoder
    private let depth: Int

    /// Creates a coding for a message that stands `depth` deep.
    init(_ transcoder: JSONTranscoder, depth: Int) {
        self.transcoder = transcoder
        self.depth = depth
    }

    /// The JSON of such a message from its fields, or `nil` if it is not one.
    func json(_ name: String, _ values: [Int: [JSONValue]]) throws -> JSONValue? {
        switch name {
        case "google.protobuf.Timestamp":
            let (seconds, nanos) = Self.secondsAndNanos(values)
            guard let text = RFC3339.text(seconds: seconds, nanos: nanos) else {
                throw WireError(.malformed, "A moment is out of range.")
            }
            return .string(text)
        case "google.protobuf.Duration":
            let (seconds, nanos) = Self.secondsAndNanos(values)
            guard let text = RFC3339.durationText(seconds: seconds, nanos: nanos) else {
                throw WireError(.malformed, "A span of time is out of range.")
            }
            return .string(text)
        case "google.protobuf.Any":
            return try self.anyJSON(values)
        default:
            return nil
        }
    }

    /// The encoding of such a message from its JSON, or `nil` if it is not one.
    func bytes(_ name: String, _ json: JSONValue, path: String) throws -> [UInt8]? {
        switch (name, json) {
        case ("google.protobuf.Timestamp", .string(let text)):
            guard let moment = RFC3339.parse(text) else { throw JSONEncoding.error(path, "is not an RFC 3339 time") }
            return Self.encode(seconds: moment.seconds, nanos: moment.nanos)
        case ("google.protobuf.Duration", .string(let text)):
            guard let span = RFC3339.parseDuration(text) else { throw JSONEncoding.error(path, "is not a duration") }
            return Self.encode(seconds: span.seconds, nanos: span.nanos)
        case ("google.protobuf.Timestamp", _), ("google.protobuf.Duration", _):
            throw JSONEncoding.error(path, "is not a string")
        case ("google.protobuf.Any", .object(let members)):
            return try self.anyBytes(members, path: path)
        default:
            return nil
        }
    }

    private static func secondsAndNanos(_ values: [Int: [JSONValue]]) -> (Int64, Int32) {
        var seconds: Int64 = 0
        var nanos: Int32 = 0
        if case .string(let text) = values[1]?.last, let value = Int64(text) { seconds = value }
        if case .number(let text) = values[2]?.last, let value = Int32(text) { nanos = value }
        return (seconds, nanos)
    }

    private static func encode(seconds: Int64, nanos: Int32) -> [UInt8] {
        var writer = FieldWriter()
        for (number, value) in [(1, seconds), (2, Int64(nanos))] where value != 0 {
            writer.tag(number, wireType: 0)
            writer.varint(UInt64(bitPattern: value))
        }
        return writer.bytes
    }

    /// The name of the message that a type URL ends in.
    private static func messageName(_ url: String) -> String {
        url.split(separator: "/").last.map(String.init) ?? url
    }

    private func anyJSON(_ values: [Int: [JSONValue]]) throws -> JSONValue {
        guard case .string(let url) = values[1]?.last else { return .object([]) }
        let name = Self.messageName(url)
        guard self.transcoder.pool.hasMessage(name) else {
            throw WireError(.malformed, "An Any holds a message whose type is not known.")
        }
        var content: [UInt8] = []
        if case .string(let base64) = values[2]?.last, let data = Data(base64Encoded: base64) {
            content = [UInt8](data)
        }
        let schema = try self.transcoder.pool.message(name)
        let decoding = try JSONDecoding(self.transcoder, depth: self.depth + 1)
        let json = try unsafe content.withUnsafeBytes { try unsafe decoding.message($0, schema) }
        let type = JSONValue.Member("@type", .string(url))
        guard case .object(let members) = json, !Self.names.contains(name) else {
            return .object([type, JSONValue.Member("value", json)])
        }
        return .object([type] + members)
    }

    private func anyBytes(_ members: [JSONValue.Member], path: String) throws -> [UInt8] {
        if members.isEmpty { return [] }
        guard case .string(let url) = members.first(where: { $0.name == "@type" })?.value else {
            throw JSONEncoding.error(path, "has no '@type'")
        }
        let name = Self.messageName(url)
        guard self.transcoder.pool.hasMessage(name) else {
            throw JSONEncoding.error(path, "has a '@type' that is not known")
        }
        let rest = members.filter { $0.name != "@type" }
        var content = JSONValue.object(rest)
        if Self.names.contains(name) {
            guard let only = rest.first, only.name == "value", rest.count == 1 else {
                throw JSONEncoding.error(path, "has more or less than a 'value' beside its '@type'")
            }
            content = only.value
        }
        let schema = try self.transcoder.pool.message(name)
        let encoding = try JSONEncoding(self.transcoder, depth: self.depth + 1)
        var writer = FieldWriter()
        writer.lengthDelimited(1, Array(url.utf8))
        writer.lengthDelimited(2, try encoding.message(content, schema, path: path))
        return writer.bytes
    }
}

import KAAWire

/// The JSON reader: what it takes it writes as JSON that means the same, and what becomes a message decodes.
enum JSONFuzzing {
    static func run(_ input: [UInt8]) throws {
        guard let (index, bytes) = FuzzMessages.choose(input), let pool = FuzzMessages.pools[index] else { return }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch is WireError {
            return
        }
        do {
            let text = value.text()
            let again = try JSONValue(parsing: Array(text.utf8)).text()
            try FuzzFinding.require(again == text, "A JSON text of ours is not written the same again.")
        } catch let error as WireError {
            throw FuzzFinding("A JSON text of ours is not read: \(error)")
        }
        try self.run(value, FuzzMessages.types[index], JSONTranscoder(pool))
    }

    private static func run<Message: WireMessage>(
        _ value: JSONValue,
        _ type: Message.Type,
        _ transcoder: JSONTranscoder
    ) throws {
        let bytes: [UInt8]
        do {
            bytes = try transcoder.bytes(from: value, message: Message.wireName)
        } catch is WireError {
            return
        }
        do {
            _ = try Message(decoding: bytes)
        } catch let error as WireError where error.code == .containsNUL {
            // JSON may have it in a string, and messages may not.
        } catch let error as WireError {
            throw FuzzFinding("A message made of JSON does not decode: \(error)")
        }
    }
}

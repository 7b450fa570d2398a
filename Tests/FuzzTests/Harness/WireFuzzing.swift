import KAAWire

/// Decoding: what decodes encodes to something that decodes to the same; JSON says the same in other words.
enum WireFuzzing {
    static func run(_ input: [UInt8]) throws {
        guard let (index, bytes) = FuzzMessages.choose(input), let pool = FuzzMessages.pools[index] else { return }
        try self.run(bytes, FuzzMessages.types[index], JSONTranscoder(pool))
    }

    private static func run<Message: WireMessage>(
        _ bytes: [UInt8],
        _ type: Message.Type,
        _ transcoder: JSONTranscoder
    ) throws {
        let text: String?
        do {
            text = try transcoder.json(from: bytes, message: Message.wireName).text()
        } catch is WireError {
            text = nil
        }
        let message: Message
        do {
            message = try Message(decoding: bytes)
        } catch is WireError {
            return
        }
        let canonical: [UInt8]
        do {
            canonical = try message.encodedBytes()
        } catch is WireError {
            return
        }
        do {
            let again = try Message(decoding: canonical).encodedBytes()
            try FuzzFinding.require(again == canonical, "An encoding of ours does not encode the same again.")
        } catch let error as WireError {
            throw FuzzFinding("An encoding of ours does not decode: \(error)")
        }
        guard let text else { return }
        do {
            let bytes = try transcoder.bytes(
                from: JSONValue(parsing: Array(text.utf8)),
                message: Message.wireName
            )
            let same = try transcoder.json(from: bytes, message: Message.wireName).text()
            try FuzzFinding.require(same == text, "JSON of ours reads as something else.")
        } catch let error as WireError {
            throw FuzzFinding("JSON of ours is not read: \(error)")
        }
    }
}

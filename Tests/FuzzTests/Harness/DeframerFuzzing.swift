import KAAWire
import NIOCore
import TestContracts

@testable import KAARPC

/// The message deframer: the same messages come out however the bytes are cut, and none is larger than the limit.
enum DeframerFuzzing {
    private static let limit = 32_768
    private static let lengths = [1, 2, 3, 5, 7, 16, 61, 1024]

    static func run(_ input: [UInt8]) throws {
        guard let first = input.first else { return }
        let bytes = Array(input.dropFirst())
        let takesCompressed = first & 1 != 0
        let whole = try self.messages(bytes, [bytes.count], takesCompressed)
        let cut = try self.messages(bytes, self.lengths.map { $0 + Int(first >> 1) }, takesCompressed)
        try FuzzFinding.require(whole == cut, "The messages depend on how the bytes are cut.")
    }

    /// The messages as they came and as they decode, and the error that ended them.
    private static func messages(_ bytes: [UInt8], _ lengths: [Int], _ takesCompressed: Bool) throws -> [String] {
        var deframer = MessageDeframer(maximumMessageBytes: self.limit)
        deframer.takesCompressed = takesCompressed
        var messages = InboundQueue()
        var rest = bytes[...]
        var next = 0
        var outcome: [String] = []
        do throws(RPCError) {
            while !rest.isEmpty {
                let part = Array(rest.prefix(max(1, lengths[next % lengths.count])))
                next += 1
                rest = rest.dropFirst(part.count)
                try deframer.append(part.span, to: &messages)
            }
            outcome.append("\(deframer.isIncomplete)")
        } catch {
            outcome.append("\(error.code)")
        }
        try FuzzFinding.require(messages.receivedBytes <= bytes.count, "More came out than went in.")
        while let message = messages.popFirst() {
            do {
                let decoded = try message.decoded(as: Kaa.Testing.V1.EchoRequest.self)
                try FuzzFinding.require(
                    decoded.text.utf8.count + decoded.body.count <= self.limit,
                    "A message is over the limit."
                )
                outcome.append("\(message.byteCount) \(decoded)")
            } catch let error as RPCError {
                outcome.append("\(message.byteCount) \(error.code)")
            }
        }
        return outcome
    }
}

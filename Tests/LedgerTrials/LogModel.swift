package import Crypto
import Foundation
package import SeededRandomness

/// A log as docs/trust.md describes its files, written apart from the library: what an auditor would write to check it.
package struct LogModel: Sendable {
    package static let origin = "example.org/log"

    /// A checkpoint: how many leaves, and the second since 1970.
    package struct Point: Hashable, Sendable {
        package var size: Int
        package var second: Int

        package init(size: Int, second: Int) {
            self.size = size
            self.second = second
        }
    }

    package var leaves: [[UInt8]]
    package var points: [Point]
    package var key: Curve25519.Signing.PrivateKey
    package let capacity: Int

    /// Which leaves begin a group.
    package var groups: Set<Int> = [0]

    package init(leaves: [[UInt8]], points: [Point], key: Curve25519.Signing.PrivateKey, capacity: Int) {
        self.leaves = leaves
        self.points = points
        self.key = key
        self.capacity = capacity
    }

    /// A log of random leaves with a few checkpoints, the last of which covers all.
    package init(using generator: inout SplitMix) {
        let count = Int.random(in: 1...90, using: &generator)
        self.leaves = (0..<count).map { _ in generator.bytes(Int.random(in: 0...120, using: &generator)) }
        var size = 0
        var second = 1_763_740_800
        self.points = [Point(size: 0, second: second)]
        while size < count {
            size = min(count, size + Int.random(in: 1...30, using: &generator))
            second += Int.random(in: 0...90, using: &generator)
            self.points.append(Point(size: size, second: second))
        }
        self.groups.formUnion(self.points.map(\.size))
        self.key = Self.makeKey(&generator)
        self.capacity = [16, 32, 64].randomElement(using: &generator) ?? 16
    }

    package static func makeKey(_ generator: inout SplitMix) -> Curve25519.Signing.PrivateKey {
        while true {
            if let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: generator.bytes(32)) { return key }
        }
    }

    /// The public key as PEM (RFC 8410).
    package var publicKeyText: String {
        let frame: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let text = Data(frame + Array(self.key.publicKey.rawRepresentation)).base64EncodedString()
        return "-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n"
    }

    /// The files by name.
    package func files() throws -> [String: [UInt8]] {
        var files = self.segments()
        files["checkpoints"] = Array(try self.notes().map { $0 + "\n" }.joined().utf8)
        return files
    }

    /// The segment files by name.
    package func segments() -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for first in stride(from: 0, to: self.leaves.count, by: self.capacity) {
            let name = String(format: "%020d.leaves", first)
            files[name] = self.segment(first)
        }
        return files
    }

    /// The notes, each of which names the one before.
    package func notes() throws -> [String] {
        var notes: [String] = []
        for point in self.points {
            notes.append(try self.note(point, after: notes.last))
        }
        return notes
    }

    private func segment(_ first: Int) -> [UInt8] {
        var header = Array("kaalog1\n".utf8) + Self.bytes(UInt64(first), 8) + Self.bytes(UInt64(self.capacity), 4)
        header += Self.bytes(UInt64(Self.checksum(header)), 4)
        let end = min(first + self.capacity, self.leaves.count)
        return header
            + (first..<end).flatMap { (index: Int) -> [UInt8] in
                let mark: UInt64 = index == first || self.groups.contains(index) ? 1 << 31 : 0
                let body: [UInt8] = [0x00] + self.leaves[index]
                let rest: [UInt8] = Self.bytes(UInt64(body.count) | mark, 4) + body
                return Self.bytes(UInt64(Self.checksum(rest)), 4) + rest
            }
    }

    private func note(_ point: Point, after previous: String?) throws -> String {
        let root = Data(NaiveTree.root(self.leaves[..<point.size])).base64EncodedString()
        let time = Date(timeIntervalSince1970: Double(point.second)).formatted(.iso8601)
        let link = previous.map { Data(SHA256.hash(data: Array($0.utf8))).base64EncodedString() } ?? "none"
        let text = "\(Self.origin)\n\(point.size)\n\(root)\ntime \(time)\nprevious \(link)\n"
        let publicKey = Array(self.key.publicKey.rawRepresentation)
        let identifier = SHA256.hash(data: Array(Self.origin.utf8) + [0x0A, 0x01] + publicKey).prefix(4)
        let signature = try self.key.signature(for: Array(text.utf8))
        let line = Data(Array(identifier) + Array(signature)).base64EncodedString()
        return "\(text)\n\u{2014} \(Self.origin) \(line)\n"
    }

    private static func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32, bit by bit.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

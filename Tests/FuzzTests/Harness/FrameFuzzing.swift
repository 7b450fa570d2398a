import Logging
import NIOCore
import NIOEmbedded

@testable import KAARPC

/// A server's connection without sockets: whatever a client sends, every call ends and the connection with it.
enum FrameFuzzing {
    /// What the first byte of an input chooses.
    private struct Options: OptionSet {
        let rawValue: UInt8

        /// The input is what follows the client's preface and its SETTINGS.
        static let isGreeted = Options(rawValue: 1)
        static let comesInPieces = Options(rawValue: 2)
        static let comesByteByByte = Options(rawValue: 4)
        /// The client takes nothing from the socket until it has sent everything.
        static let readsLate = Options(rawValue: 8)
        static let timePasses = Options(rawValue: 16)
    }

    private static let greeting = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
    /// Answers to so few bytes are never longer than this, windows being what they are.
    private static let maximumOutput = 64 * 1024 * 1024
    private static let router = try? RPCRouter(services: [FuzzService()])
    private static let silent = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }

    static func run(_ input: [UInt8]) throws {
        guard let first = input.first, let router = self.router else { return }
        let options = Options(rawValue: first)
        var bytes = options.contains(.isGreeted) ? self.greeting : []
        bytes += input.dropFirst()

        let connection = try FuzzConnection(router: router, logger: self.silent)
        let length = options.contains(.comesByteByByte) ? 1 : options.contains(.comesInPieces) ? 37 : bytes.count
        connection.channel.isWritable = !options.contains(.readsLate)
        var rest = bytes[...]
        while !rest.isEmpty, connection.channel.isActive {
            try connection.receive(Array(rest.prefix(max(1, length))))
            rest = rest.dropFirst(max(1, length))
        }
        connection.takeOutput()
        if options.contains(.timePasses) {
            connection.pass(.minutes(10))
            try FuzzFinding.require(!connection.channel.isActive || connection.isGreeted, "A silent client is kept.")
        }
        try FuzzFinding.require(connection.outputBytes < self.maximumOutput, "The answer has no bound.")
        connection.lose()
        try FuzzFinding.require(connection.isForgotten, "A connection that is lost is not forgotten.")
    }
}

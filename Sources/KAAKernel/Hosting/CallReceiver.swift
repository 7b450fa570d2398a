import KAARPC

/// The module that calls another one, which is who gets the answer.
///
/// Read only from callers in the same process, as ``CallerMetadata`` is.
struct CallReceiver: Hashable, Sendable {
    private static let key = "kaa-receiver-bin"

    /// The name of the calling module.
    let module: String

    /// The board that answers for it.
    let board: Board

    init(module: String, board: Board) {
        self.module = module
        self.board = board
    }

    /// The module that a call in this process says it is from, or `nil`.
    init?(_ context: ServerContext) {
        guard case .inProcess = context.peer,
            let bytes = context.metadata.bytes(for: Self.key).first
        else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let board = Board(String(parts[1])) else { return nil }
        self.init(module: String(parts[0]), board: board)
    }

    /// What a call from the module says of it.
    var metadata: Metadata {
        var metadata = Metadata()
        metadata.add(bytes: [UInt8]("\(self.module) \(self.board)".utf8), for: Self.key)
        return metadata
    }
}

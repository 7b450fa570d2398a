import Synchronization

/// The contexts of the compression library that nobody uses now: making one costs more than compressing a small message.
final class GzipContexts: Sendable {
    /// Contexts kept for each direction; a deflater holds 256 KiB, an inflater 40 KiB.
    private static let capacity = 4

    private struct Idle: Sendable {
        var inflaters: [GzipInflater] = []
        var deflaters: [GzipDeflater] = []
    }

    static let shared = GzipContexts()

    private let idle = Mutex(Idle())

    /// Lends an inflater to `body`.
    func withInflater<Result>(_ body: (GzipInflater) throws -> Result) throws -> Result {
        let inflater = try self.idle.withLock { $0.inflaters.popLast() } ?? GzipInflater()
        defer {
            self.idle.withLock { idle in
                if idle.inflaters.count < Self.capacity { idle.inflaters.append(inflater) }
            }
        }
        return try body(inflater)
    }

    /// Lends a deflater to `body`.
    func withDeflater<Result>(_ body: (GzipDeflater) throws -> Result) throws -> Result {
        let deflater = try self.idle.withLock { $0.deflaters.popLast() } ?? GzipDeflater()
        defer {
            self.idle.withLock { idle in
                if idle.deflaters.count < Self.capacity { idle.deflaters.append(deflater) }
            }
        }
        return try body(deflater)
    }
}

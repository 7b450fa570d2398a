import Dispatch

/// Runs work that waits for files on threads that may wait, and not on those that serve calls.
public enum BlockingWork {
    private static let queue = DispatchQueue(label: "kaa.blocking", attributes: .concurrent)

    /// Runs `body` and waits for it without holding a thread.
    ///
    /// - Throws: What `body` throws.
    public static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            self.queue.async {
                continuation.resume(with: Result { try body() })
            }
        }
    }
}

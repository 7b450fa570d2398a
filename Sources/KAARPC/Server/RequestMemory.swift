import Synchronization

/// What interceptors have found out about requests of one connection that have the same header fields.
///
/// A client mostly sends the same fields time and again. What follows from them alone is found out once and kept here.
final class RequestMemory: Sendable {
    /// By the type that names what is kept; there are hardly more than one.
    private let values = Mutex<[(key: ObjectIdentifier, value: any AnyObject & Sendable)]>([])

    /// What is kept under a key.
    func value(for key: ObjectIdentifier) -> (any AnyObject & Sendable)? {
        self.values.withLock { values in
            for entry in values where entry.key == key { return entry.value }
            return nil
        }
    }

    /// Keeps a value in place of what is kept under the key.
    func keep(_ value: any AnyObject & Sendable, for key: ObjectIdentifier) {
        self.values.withLock { values in
            values.removeAll { $0.key == key }
            values.append((key, value))
        }
    }
}

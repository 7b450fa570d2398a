import Foundation
import Synchronization

/// A small file that operators replace while the program runs.
///
/// Its whole content is compared at each look: times of change are too coarse to see two changes in one tick of the clock.
final class WatchedFile: Sendable {
    /// The error of a file that cannot be read, or is longer than it may be.
    struct Unreadable: Error, Equatable, CustomStringConvertible {
        let path: String

        var description: String {
            "The file '\(self.path)' cannot be read, or is too long."
        }
    }

    private let path: String
    private let maximumBytes: Int
    /// What the last look found; `nil` before the first, a failure if the file could not be read.
    private let last = Mutex<Result<Data, Unreadable>?>(nil)

    init(path: String, maximumBytes: Int) {
        self.path = path
        self.maximumBytes = maximumBytes
    }

    /// The content.
    ///
    /// - Throws: ``Unreadable``.
    func content() async throws -> Data {
        try await self.look().found.get()
    }

    /// The content if it is another than at the last look, or `nil`.
    ///
    /// - Throws: ``Unreadable`` if the file could be read at the last look and now cannot.
    func changedContent() async throws -> Data? {
        let (found, isOther) = try await self.look()
        return isOther ? try found.get() : nil
    }

    private func look() async throws -> (found: Result<Data, Unreadable>, isOther: Bool) {
        try await BlockingWork.run {
            let found = self.read()
            return self.last.withLock { last in
                defer { last = found }
                return (found, last != found)
            }
        }
    }

    private func read() -> Result<Data, Unreadable> {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: self.path))
            defer { try? file.close() }
            let content = try file.read(upToCount: self.maximumBytes + 1) ?? Data()
            return content.count > self.maximumBytes ? .failure(Unreadable(path: self.path)) : .success(content)
        } catch {
            return .failure(Unreadable(path: self.path))
        }
    }
}

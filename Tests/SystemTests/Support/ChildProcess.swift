import Foundation
import Synchronization

/// A program that runs beside the tests.
///
/// A thread of its own reads what the program writes and waits for its end, since Foundation's `Process` loses ends on
/// Linux when many programs come and go at once.
final class ChildProcess: Sendable {
    /// How a program ended, and what it wrote.
    struct Outcome: Sendable {
        /// The exit code, or 128 and the number of the signal that ended the program, as shells have it.
        let exitCode: Int32
        /// Standard output.
        let output: String
        /// Standard error.
        let errors: String

        /// The lines of standard output.
        var outputLines: [String] { self.output.split(separator: "\n").map(String.init) }

        /// The lines of standard error.
        var errorLines: [String] { self.errors.split(separator: "\n").map(String.init) }
    }

    private enum State {
        case running
        case ended(Outcome)
    }

    /// The lines of standard error as they are written, for one reader at a time; ends with the program.
    let errorLines: AsyncStream<String>

    /// The number by which the system knows the program.
    let identifier: pid_t

    private let continuation: AsyncStream<String>.Continuation
    private let state = Mutex(State.running)

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: The program.
    ///   - arguments: Its arguments.
    ///   - environment: Variables besides those of the tests, of which `KAAD_…` are left out.
    /// - Throws: ``ProgramLaunch/Failure``.
    init(_ executable: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
        (self.errorLines, self.continuation) = AsyncStream.makeStream()
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("KAAD_") }
        let launch = ProgramLaunch(
            path: executable.path,
            arguments: arguments,
            environment: inherited.merging(environment) { _, own in own }
        )
        let (identifier, output, errors) = try launch.start()
        self.identifier = identifier
        Thread.detachNewThread { self.follow(output, errors) }
    }

    /// Sends a signal, unless the program has ended.
    func send(_ signal: Int32) {
        self.state.withLock { state in
            guard case .running = state else { return }
            kill(self.identifier, signal)
        }
    }

    /// Waits for the program to end; if the test is given up, so is the program.
    func outcome() async throws -> Outcome {
        try await withTaskCancellationHandler {
            for await _ in self.errorLines {}
            guard case .ended(let outcome) = self.state.withLock({ $0 }) else { throw CancellationError() }
            return outcome
        } onCancel: {
            self.send(SIGKILL)
        }
    }

    private func follow(_ output: FileHandle, _ errors: FileHandle) {
        var written = [Data(), Data()]
        let handles = [output, errors]
        var open: Set = [0, 1]
        var readErrorCount = 0
        while !open.isEmpty {
            let indices = open.sorted()
            var waiting = indices.map { index in
                pollfd(fd: handles[index].fileDescriptor, events: Int16(POLLIN), revents: 0)
            }
            _ = unsafe poll(&waiting, nfds_t(waiting.count), -1)
            for (index, entry) in zip(indices, waiting) where entry.revents != 0 {
                let part = handles[index].availableData
                written[index] += part
                if part.isEmpty { open.remove(index) }
            }
            let unread = written[1].dropFirst(readErrorCount)
            guard let last = unread.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            readErrorCount = last + 1
            for line in String(decoding: unread[..<last], as: UTF8.self).components(separatedBy: "\n") {
                self.continuation.yield(line)
            }
        }
        self.collect(output: written[0], errors: written[1])
    }

    /// Waits for the end of a program that writes no more.
    private func collect(output: Data, errors: Data) {
        var information = unsafe siginfo_t()
        _ = unsafe waitid(P_PID, id_t(self.identifier), &information, WEXITED | WNOWAIT)
        self.state.withLock { state in
            // Collected under the lock, so that no signal goes to another program that gets the number.
            var status: Int32 = 0
            _ = unsafe waitpid(self.identifier, &status, 0)
            let signal = status & 0x7F
            state = .ended(
                Outcome(
                    exitCode: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
                    output: String(decoding: output, as: UTF8.self),
                    errors: String(decoding: errors, as: UTF8.self)
                )
            )
        }
        self.continuation.finish()
    }
}

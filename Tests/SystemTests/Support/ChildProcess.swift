import Foundation
import Synchronization

/// A program that runs beside the tests.
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

    private struct State {
        var output = Data()
        var errors = Data()
        var readErrorCount = 0
        /// Two streams and the program itself.
        var awaitedEnds = 3
        var exitCode: Int32?
    }

    /// The lines of standard error as they are written, for one reader at a time; ends with the program.
    let errorLines: AsyncStream<String>

    private let continuation: AsyncStream<String>.Continuation
    private let process = Process()
    private let state = Mutex(State())

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: The program.
    ///   - arguments: Its arguments.
    ///   - environment: Variables besides those of the tests, of which `KAAD_…` are left out.
    init(_ executable: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
        (self.errorLines, self.continuation) = AsyncStream.makeStream()
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("KAAD_") }
        let output = Pipe()
        let errors = Pipe()
        self.process.executableURL = executable
        self.process.arguments = arguments
        self.process.environment = inherited.merging(environment) { _, own in own }
        self.process.standardInput = FileHandle.nullDevice
        self.process.standardOutput = output
        self.process.standardError = errors
        self.process.terminationHandler = { process in
            let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
            self.end { $0.exitCode = signal + process.terminationStatus }
        }
        self.read(output) { $0.output += $1 }
        self.read(errors) { $0.errors += $1 }
        try self.process.run()
    }

    /// Sends a signal, unless the program has ended.
    func send(_ signal: Int32) {
        guard self.process.isRunning else { return }
        kill(self.process.processIdentifier, signal)
    }

    /// The number by which the system knows the program.
    var identifier: Int32 { self.process.processIdentifier }

    /// Waits for the program to end; if the test is given up, so is the program.
    func outcome() async throws -> Outcome {
        try await withTaskCancellationHandler {
            for await _ in self.errorLines {}
            return try self.state.withLock { state in
                guard state.awaitedEnds == 0, let exitCode = state.exitCode else { throw CancellationError() }
                return Outcome(
                    exitCode: exitCode,
                    output: String(decoding: state.output, as: UTF8.self),
                    errors: String(decoding: state.errors, as: UTF8.self)
                )
            }
        } onCancel: {
            self.send(SIGKILL)
        }
    }

    private func read(_ pipe: Pipe, _ keep: @escaping @Sendable (inout State, Data) -> Void) {
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let part = handle.availableData
            guard !part.isEmpty else {
                handle.readabilityHandler = nil
                self.end { _ in }
                return
            }
            let lines = self.state.withLock { state in
                keep(&state, part)
                return Self.newErrorLines(&state)
            }
            for line in lines { self.continuation.yield(line) }
        }
    }

    private static func newErrorLines(_ state: inout State) -> [String] {
        let unread = state.errors.dropFirst(state.readErrorCount)
        guard let last = unread.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        state.readErrorCount = last + 1
        return String(decoding: unread[..<last], as: UTF8.self).components(separatedBy: "\n")
    }

    private func end(_ note: (inout State) -> Void) {
        let isOver = self.state.withLock { state in
            note(&state)
            state.awaitedEnds -= 1
            return state.awaitedEnds == 0
        }
        if isOver { self.continuation.finish() }
    }
}

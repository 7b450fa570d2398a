import Foundation
import Synchronization

/// How a program is started: with its own standard output and error, no input, and no signal held back.
struct ProgramLaunch {
    /// Why a program could not be started.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ path: String, _ code: Int32) {
            self.description = "'\(path)' cannot be started: \(unsafe String(cString: strerror(code)))."
        }
    }

    /// One start at a time, since between the making of a pipe and its marking another program would inherit it.
    private static let turn = Mutex(())

    let path: String
    let arguments: [String]
    let environment: [String: String]

    /// Starts the program.
    ///
    /// - Returns: Its number, and what it writes.
    func start() throws -> (identifier: pid_t, output: FileHandle, errors: FileHandle) {
        try Self.turn.withLock { _ in try self.startInTurn() }
    }

    private func startInTurn() throws -> (identifier: pid_t, output: FileHandle, errors: FileHandle) {
        let output = try self.makePipe()
        defer { close(output.writing) }
        let errors = try self.makePipe()
        defer { close(errors.writing) }

        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
        // The threads on which tests run hold signals back, which a program would inherit.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let variables = self.environment.map { "\($0.key)=\($0.value)" }
        var identifier: pid_t = 0
        let code = unsafe Self.withCStrings([self.path] + self.arguments) { arguments in
            unsafe Self.withCStrings(variables) { variables in
                unsafe posix_spawn(&identifier, self.path, &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else {
            close(output.reading)
            close(errors.reading)
            throw Failure(self.path, code)
        }
        return (
            identifier,
            FileHandle(fileDescriptor: output.reading, closeOnDealloc: true),
            FileHandle(fileDescriptor: errors.reading, closeOnDealloc: true)
        )
    }

    /// A pipe that no other program inherits, which would keep it open.
    private func makePipe() throws -> (reading: Int32, writing: Int32) {
        var descriptors: [Int32] = [-1, -1]
        guard unsafe pipe(&descriptors) == 0 else { throw Failure(self.path, errno) }
        for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return (descriptors[0], descriptors[1])
    }

    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = unsafe texts.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe copies.indices { unsafe free(copies[index]) }
        }
        return unsafe body(copies)
    }
}

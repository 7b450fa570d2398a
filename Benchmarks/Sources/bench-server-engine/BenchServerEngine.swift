import BenchmarkService
import Dispatch
import Foundation

/// `bench-server-engine`: serves the benchmark's methods without the kernel, to callers with one fixed token.
///
/// For counting the engine's instructions and looking for its faults. It listens on a free port, takes no arguments, and
/// ends when its standard input does.
@main
struct BenchServerEngine {
    private static let token = "benchmark-token"

    // Not `async`: the main thread of such a program waits with sigsuspend(2), on which valgrind 3.19 crashes.
    static func main() throws {
        let server = try MeasuredServer(
            token: Self.token,
            interceptor: KnownTokenInterceptor(callers: ["Bearer \(Self.token)": "benchmark"])
        )
        let ended = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                try await server.run()
            } catch {
                FileHandle.standardError.write(Data("bench-server-engine: \(error)\n".utf8))
            }
            ended.signal()
        }
        while readLine() != nil {}
        server.end()
        ended.wait()
    }
}

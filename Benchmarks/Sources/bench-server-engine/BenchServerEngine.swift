import BenchmarkService
import Dispatch
import Foundation

/// `bench-server-engine`: serves the benchmark's methods without the kernel, to callers with one fixed token.
///
/// For counting the engine's instructions and looking for its faults. It listens on a free port and takes no arguments.
@main
struct BenchServerEngine {
    private static let token = "benchmark-token"

    // Not `async`: the main thread of such a program waits with sigsuspend(2), on which valgrind 3.19 crashes.
    static func main() {
        let ended = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                try await MeasuredServer.run(
                    token: Self.token,
                    interceptor: KnownTokenInterceptor(callers: ["Bearer \(Self.token)": "benchmark"])
                )
            } catch {
                FileHandle.standardError.write(Data("bench-server-engine: \(error)\n".utf8))
            }
            ended.signal()
        }
        ended.wait()
    }
}

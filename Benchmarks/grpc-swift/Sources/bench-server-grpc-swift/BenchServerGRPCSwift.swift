import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2
import GRPCProtobuf
import NIOPosix

/// `bench-server-grpc-swift TOKEN [CERTIFICATE KEY]`: serves the benchmark's methods with grpc-swift-2 on one thread.
@main
struct BenchServerGRPCSwift {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 2 || arguments.count == 4 else {
            FileHandle.standardError.write(Data("Usage: bench-server-grpc-swift TOKEN [CERTIFICATE KEY]\n".utf8))
            exit(2)
        }
        let security: HTTP2ServerTransport.Posix.TransportSecurity =
            if arguments.count == 4 {
                .tls(
                    certificateChain: [.file(path: arguments[2], format: .pem)],
                    privateKey: .file(path: arguments[3], format: .pem)
                )
            } else {
                .plaintext
            }
        let transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: "127.0.0.1", port: 0),
            transportSecurity: security,
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1)
        )
        let server = GRPCServer(
            transport: transport,
            services: [EchoingService()],
            interceptors: [KnownTokenInterceptor(callers: [arguments[1]: "benchmark"])]
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.serve() }
            let port = try await transport.listeningAddress.ipv4?.port ?? 0
            FileHandle.standardOutput.write(Data("{\"port\":\(port)}\n".utf8))
            try await group.waitForAll()
        }
    }
}

import KAAWire

/// Tells clients which services there are and what their messages look like: `grpc.reflection`, in both versions that
/// clients ask for.
public struct Reflection: Sendable {
    /// What clients may ask, in either version.
    enum Question {
        case file(String)
        case symbol(String)
        case fileOfExtension(of: String, number: Int32)
        case extensionNumbers(of: String)
        case services
        case none
    }

    /// What they are answered.
    enum Answer {
        case files([[UInt8]])
        case extensionNumbers(of: String, [Int32])
        case services([String])
        case failure(RPCCode, String)
    }

    private let index: DescriptorIndex
    private let serviceNames: [String]

    private init(_ descriptors: [ServiceDescriptor]) throws {
        self.index = try DescriptorIndex(descriptors.flatMap { $0.fileDescriptors() } + Self.errorFiles)
        self.serviceNames = descriptors.map(\.name).sorted()
    }

    /// What errors carry, which no service names: clients find there how to read the details of a status.
    private static var errorFiles: [[UInt8]] {
        Google.Rpc.statusFile.withImports + Google.Rpc.errorDetailsFile.withImports
    }

    /// The services of reflection themselves.
    public static var descriptors: [ServiceDescriptor] {
        [Grpc.Reflection.V1.ServerReflection.descriptor, Grpc.Reflection.V1alpha.ServerReflection.descriptor]
    }

    /// The services that describe `services` and themselves.
    ///
    /// - Parameter services: All other services of the server.
    /// - Returns: One service for each version.
    /// - Throws: An error if the descriptor of a service is damaged.
    public static func services(describing services: [any RPCService]) throws -> [any RPCService] {
        let reflection = try Reflection(services.map(\.descriptor) + Self.descriptors)
        return [ReflectionService(reflection), ReflectionAlphaService(reflection)]
    }

    func answer(_ question: Question) -> Answer {
        switch question {
        case .file(let name):
            Self.answer(self.index.files(named: name), else: "The file is not known.")
        case .symbol(let symbol):
            Self.answer(self.index.files(declaring: symbol), else: "The symbol is not known.")
        case .fileOfExtension(let message, let number):
            Self.answer(self.index.files(extending: message, number: number), else: "The extension is not known.")
        case .extensionNumbers(let message):
            self.index.extensionNumbers(of: message).map { .extensionNumbers(of: message, $0) }
                ?? .failure(.notFound, "The message type is not known.")
        case .services:
            .services(self.serviceNames)
        case .none:
            .failure(.invalidArgument, "The request asks nothing.")
        }
    }

    private static func answer(_ files: [[UInt8]]?, else text: String) -> Answer {
        files.map { .files($0) } ?? .failure(.notFound, text)
    }
}

/// Finds the handler of a method, and holds the interceptors that every call passes.
public struct RPCRouter: Sendable {
    /// What is wrong with a set of services.
    public struct DuplicateMethodError: Error, CustomStringConvertible {
        /// The path that two handlers claim.
        public let path: String

        /// Names the path.
        public var description: String {
            "Two handlers are registered for '\(self.path)'."
        }
    }

    /// Every service, in the order given.
    package let services: [ServiceDescriptor]

    let interceptors: [any ServerInterceptor]
    private let table: PathTable

    /// Creates a router.
    ///
    /// - Parameters:
    ///   - services: The services to serve.
    ///   - interceptors: The steps that every call passes, the first outermost.
    /// - Throws: ``DuplicateMethodError`` if two handlers have the same path.
    public init(services: [any RPCService], interceptors: [any ServerInterceptor] = []) throws {
        let handlers = services.flatMap(\.handlers)
        var paths: Set<String> = []
        for handler in handlers where !paths.insert(handler.method.path).inserted {
            throw DuplicateMethodError(path: handler.method.path)
        }
        self.services = services.map(\.descriptor)
        self.interceptors = interceptors
        self.table = PathTable(handlers)
    }

    /// The handler for a request path, or `nil`.
    ///
    /// - Complexity: O(*n*) over the bytes of `path`; no allocation.
    func handler(forPath path: Span<UInt8>) -> RPCHandler? {
        self.table.handler(forPath: path)
    }

    /// The handler for a method, or `nil`.
    func handler(for method: MethodDescriptor) -> RPCHandler? {
        self.table.handler(forPath: method.path.utf8.span)
    }
}

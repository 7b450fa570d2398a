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
    let randomNumber: @Sendable () -> UInt64
    /// Counts the calls of callers in this process.
    let inProcessMeter: Meter
    /// Every method, at the ``RPCHandler/number`` of its handler.
    let methods: [MethodDescriptor]
    private let table: PathTable

    /// Creates a router.
    ///
    /// - Parameters:
    ///   - services: The services to serve.
    ///   - interceptors: The steps that every call passes, the first outermost.
    ///   - randomNumber: Gives the identifiers of traces and their steps.
    /// - Throws: ``DuplicateMethodError`` if two handlers have the same path.
    public init(
        services: [any RPCService],
        interceptors: [any ServerInterceptor] = [],
        randomNumber: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
    ) throws {
        var handlers = services.flatMap(\.handlers)
        var paths: Set<String> = []
        for handler in handlers where !paths.insert(handler.method.path).inserted {
            throw DuplicateMethodError(path: handler.method.path)
        }
        for number in handlers.indices {
            handlers[number].number = number
        }
        self.methods = handlers.map(\.method)
        self.inProcessMeter = Meter(methodCount: handlers.count + 1, isShared: true)
        self.services = services.map(\.descriptor)
        self.interceptors = interceptors
        self.randomNumber = randomNumber
        self.table = PathTable(handlers)
    }

    /// The handler for a request path, or `nil`.
    ///
    /// - Complexity: O(*n*) over the bytes of `path`; no allocation.
    func handler(forPath path: Span<UInt8>) -> RPCHandler? {
        self.table.handler(forPath: path)
    }

    /// The number under which calls are counted that no handler serves.
    var otherNumber: Int {
        self.methods.count
    }

    /// The handler for a method, or `nil`.
    func handler(for method: MethodDescriptor) -> RPCHandler? {
        self.table.handler(forPath: method.path.utf8.span)
    }
}

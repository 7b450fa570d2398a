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

    /// Shared, since every call of every connection holds the router.
    private final class Storage: Sendable {
        let services: [ServiceDescriptor]
        let interceptors: InterceptorChain
        let randomNumber: @Sendable () -> UInt64
        let inProcessMeter: Meter
        let methods: [MethodDescriptor]
        let table: PathTable

        init(
            services: [ServiceDescriptor],
            handlers: [RPCHandler],
            interceptors: InterceptorChain,
            randomNumber: @escaping @Sendable () -> UInt64
        ) {
            self.services = services
            self.interceptors = interceptors
            self.randomNumber = randomNumber
            self.inProcessMeter = Meter(methodCount: handlers.count + 1, isShared: true)
            self.methods = handlers.map(\.method)
            self.table = PathTable(handlers)
        }
    }

    private let storage: Storage

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
        self.storage = Storage(
            services: services.map(\.descriptor),
            handlers: handlers,
            interceptors: InterceptorChain(interceptors),
            randomNumber: randomNumber
        )
    }

    /// Every service, in the order given.
    package var services: [ServiceDescriptor] {
        self.storage.services
    }

    var interceptors: InterceptorChain {
        self.storage.interceptors
    }

    var randomNumber: @Sendable () -> UInt64 {
        self.storage.randomNumber
    }

    /// Counts the calls of callers in this process.
    var inProcessMeter: Meter {
        self.storage.inProcessMeter
    }

    /// Every method, at the ``RPCHandler/number`` of its handler.
    var methods: [MethodDescriptor] {
        self.storage.methods
    }

    /// The handler for a request path, or `nil`.
    ///
    /// - Complexity: O(*n*) over the bytes of `path`; no allocation.
    func handler(forPath path: Span<UInt8>) -> RPCHandler? {
        self.storage.table.handler(forPath: path)
    }

    /// The number under which calls are counted that no handler serves.
    var otherNumber: Int {
        self.storage.methods.count
    }

    /// The handler for a method, or `nil`.
    func handler(for method: MethodDescriptor) -> RPCHandler? {
        self.storage.table.handler(forPath: method.path.utf8.span)
    }
}

/// A service, as its contract declares it.
public struct ServiceDescriptor: Sendable {
    /// The full name, for example `"grpc.health.v1.Health"`.
    public let name: String

    /// Every method of the service, in the order of the contract.
    public let methods: [MethodDescriptor]

    /// The serialized `FileDescriptorProto` of the declaring file and of every file it imports, directly or not.
    ///
    /// A closure, since only reflection asks for them.
    public let fileDescriptors: @Sendable () -> [[UInt8]]

    /// Creates the description of a service.
    ///
    /// - Parameters:
    ///   - name: The full name of the service.
    ///   - methods: Every method of the service.
    ///   - fileDescriptors: The serialized descriptors of the declaring file and its imports.
    public init(
        name: String,
        methods: [MethodDescriptor],
        fileDescriptors: @escaping @Sendable () -> [[UInt8]] = { [] }
    ) {
        self.name = name
        self.methods = methods
        self.fileDescriptors = fileDescriptors
    }
}

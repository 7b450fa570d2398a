import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// Writes a service: its methods with their policies, the protocol of whoever serves it, and its client.
struct ServiceEmitter {
    private let service: ServiceDescriptor
    private let owner: ContractOwner

    init(_ service: ServiceDescriptor, owner: ContractOwner) {
        self.service = service
        self.owner = owner
    }

    private var swiftType: String { Naming.swiftType(self.service.fullName) }

    func emit(to writer: inout CodeWriter) throws {
        let access = self.owner.access
        writer.line()
        try writer.block("extension \(Naming.swiftType(self.service.file.package)) {") { writer in
            writer.document(Comments.of(self.service), fallback: "The service `\(self.service.fullName)`.")
            try writer.block("\(access) enum \(Naming.typeName(self.service.name)) {") { writer in
                self.emitDescriptors(to: &writer)
                if self.owner.isPoliced { try self.emitPolicies(to: &writer) }
                self.emitServing(to: &writer)
                self.emitClient(to: &writer)
            }
        }
        writer.line()
        self.emitHandlers(to: &writer)
    }

    private func emitDescriptors(to writer: inout CodeWriter) {
        let access = self.owner.access
        for method in self.service.methods {
            writer.document(Comments.of(method), fallback: "The method `\(method.name)`.")
            let isIdempotent = method.options.idempotencyLevel != .idempotencyUnknown
            writer.line(
                "\(access) static let \(Self.name(method)) = MethodDescriptor(service: \"\(self.service.fullName)\","
                    + " method: \"\(method.name)\", kind: .\(Self.kind(method)), isIdempotent: \(isIdempotent))"
            )
        }
        writer.line()
        writer.line("/// The service, as its contract declares it.")
        writer.block("\(access) static let descriptor = ServiceDescriptor(", closing: ")") { writer in
            writer.line("name: \"\(self.service.fullName)\",")
            writer.line("methods: [\(self.service.methods.map(Self.name).joined(separator: ", "))],")
            writer.line("fileDescriptors: { \(FileNaming.constant(self.service.file)).withImports }")
        }
    }

    private func emitPolicies(to writer: inout CodeWriter) throws {
        writer.line()
        writer.line("/// What each method asks of its caller.")
        let opening = "\(self.owner.access) static let policies: [MethodDescriptor: MethodPolicy] = ["
        try writer.block(opening, closing: "]") {
            for method in self.service.methods {
                let policy = method.options.Kaa_Kernel_V1_policy
                try $0.block("\(Self.name(method)): MethodPolicy(", closing: "),") { writer in
                    writer.line("roles: [\(policy.roles.map { ".\($0)" }.joined(separator: ", "))],")
                    writer.line("purposes: [\(policy.purposes.map { ".\($0)" }.joined(separator: ", "))],")
                    writer.line("access: .\(policy.access),")
                    writer.line("grounds: [\(policy.grounds.map(Self.ground).joined(separator: ", "))],")
                    let inRequest = try Self.accessor(policy.subjectInRequest, in: method.inputType)
                    let inAnswer = try Self.accessor(policy.subjectInAnswer, in: method.outputType)
                    let district = try Self.accessor(policy.districtInRequest, in: method.inputType)
                    writer.line("subjectsInRequest: \(inRequest),")
                    writer.line("subjectsInAnswer: \(inAnswer),")
                    writer.line("districtsInRequest: \(district),")
                    writer.line("reasonRequired: \(policy.reasonRequired),")
                    writer.line("minimumAssurance: .\(policy.minimumAssurance),")
                    writer.line("revealsProtected: \(policy.revealsProtected),")
                    writer.line("personRequired: \(policy.personRequired),")
                    writer.line("changesNothing: \(method.options.idempotencyLevel == .noSideEffects),")
                    Self.emitScreenedTexts(of: method.inputType, to: &writer)
                    let answer = Naming.swiftType(method.outputType.fullName)
                    writer.line("answer: \(policy.grounds.isEmpty ? "nil" : "\(answer).self")")
                }
            }
        }
    }

    private func emitServing(to writer: inout CodeWriter) {
        let access = self.owner.access
        writer.line()
        writer.line("/// Whoever serves `\(self.service.fullName)`.")
        let parent = self.owner.isPoliced ? "PolicedService" : "RPCService"
        writer.block("\(access) protocol Serving: \(parent) {") { writer in
            for method in self.service.methods {
                writer.document(Comments.of(method), fallback: "Serves `\(method.name)`.")
                writer.line(Self.signature(method))
            }
        }
    }

    private func emitClient(to writer: inout CodeWriter) {
        let access = self.owner.access
        writer.line()
        writer.line("/// Calls `\(self.service.fullName)`, in this process or over the network.")
        writer.block("\(access) struct Client: Sendable {") { writer in
            writer.line("/// Where the calls go.")
            writer.line("\(access) let channel: any RPCChannel")
            writer.line()
            writer.line("/// Creates a client.")
            writer.line("\(access) init(_ channel: any RPCChannel) {")
            writer.line("    self.channel = channel")
            writer.line("}")
            for method in self.service.methods {
                writer.line()
                self.emitClientMethod(method, to: &writer)
            }
        }
    }

    private func emitClientMethod(_ method: MethodDescriptor, to writer: inout CodeWriter) {
        let access = self.owner.access
        let request = Naming.swiftType(method.inputType.fullName)
        let response = Naming.swiftType(method.outputType.fullName)
        let descriptor = "\(self.swiftType).\(Self.name(method))"
        writer.document(Comments.of(method), fallback: "Calls `\(method.name)`.")
        switch Self.kind(method) {
        case "unary", "serverStreaming":
            let result = Self.kind(method) == "unary" ? response : "ResponseStream<\(response)>"
            writer.block(
                "\(access) func \(Self.name(method))(_ request: \(request), options: CallOptions = .standard)"
                    + " async throws -> \(result) {"
            ) {
                $0.line("try await self.channel.\(Self.kind(method))(\(descriptor), request, options: options)")
            }
        default:
            writer.block(
                "\(access) func \(Self.name(method))(options: CallOptions = .standard)"
                    + " async throws -> ClientCall<\(request), \(response)> {"
            ) {
                $0.line("try await self.channel.startCall(\(descriptor), options: options)")
            }
        }
    }

    private func emitHandlers(to writer: inout CodeWriter) {
        let access = self.owner.access
        writer.block("extension \(self.swiftType).Serving {") { writer in
            writer.line("/// The service, as its contract declares it.")
            writer.line("\(access) var descriptor: ServiceDescriptor { \(self.swiftType).descriptor }")
            if self.owner.isPoliced {
                writer.line()
                writer.line("/// What each method asks of its caller.")
                writer.line("\(access) var policies: [MethodDescriptor: MethodPolicy] { \(self.swiftType).policies }")
            }
            writer.line()
            writer.line("/// How each method is served.")
            writer.block("\(access) var handlers: [RPCHandler] {") { writer in
                writer.block("[", closing: "]") { writer in
                    for method in self.service.methods { self.emitHandler(method, to: &writer) }
                }
            }
        }
    }

    private func emitHandler(_ method: MethodDescriptor, to writer: inout CodeWriter) {
        let request = Naming.swiftType(method.inputType.fullName)
        let response = Naming.swiftType(method.outputType.fullName)
        let name = Self.name(method)
        let kind = Self.kind(method)
        let parameters: String
        let call: String
        switch kind {
        case "unary":
            parameters = "(request: \(request), context: ServerContext) -> \(response)"
            call = "self.\(name)(request, context: context)"
        case "serverStreaming":
            parameters = "(request: \(request), context: ServerContext, writer: ResponseWriter<\(response)>)"
            call = "self.\(name)(request, context: context, writer: writer)"
        case "clientStreaming":
            parameters = "(requests: RequestStream<\(request)>, context: ServerContext) -> \(response)"
            call = "self.\(name)(requests, context: context)"
        default:
            parameters =
                "(requests: RequestStream<\(request)>, context: ServerContext, writer: ResponseWriter<\(response)>)"
            call = "self.\(name)(requests, context: context, writer: writer)"
        }
        writer.block(".\(kind)(\(self.swiftType).\(name)) { \(parameters) in", closing: "},") {
            $0.line("try await \(call)")
        }
    }

    private static func name(_ method: MethodDescriptor) -> String {
        method.name.prefix(1).lowercased() + method.name.dropFirst()
    }

    private static func kind(_ method: MethodDescriptor) -> String {
        switch (method.clientStreaming, method.serverStreaming) {
        case (false, false): "unary"
        case (false, true): "serverStreaming"
        case (true, false): "clientStreaming"
        case (true, true): "bidirectional"
        }
    }

    private static func signature(_ method: MethodDescriptor) -> String {
        let request = Naming.swiftType(method.inputType.fullName)
        let response = Naming.swiftType(method.outputType.fullName)
        let name = Self.name(method)
        return switch Self.kind(method) {
        case "unary":
            "func \(name)(_ request: \(request), context: ServerContext) async throws -> \(response)"
        case "serverStreaming":
            "func \(name)(_ request: \(request), context: ServerContext, writer: ResponseWriter<\(response)>) async throws"
        case "clientStreaming":
            "func \(name)(_ requests: RequestStream<\(request)>, context: ServerContext) async throws -> \(response)"
        default:
            "func \(name)(_ requests: RequestStream<\(request)>, context: ServerContext,"
                + " writer: ResponseWriter<\(response)>) async throws"
        }
    }

    /// SwiftProtobuf and we form the names of cases with digits in different ways.
    static func ground(_ ground: Kaa_Kernel_V1_LegalGround) -> String {
        "Kaa.Kernel.V1.LegalGround(rawValue: \(ground.rawValue))"
    }

    /// A closure that reads the values at `path` from a message; `nil` where there is no path.
    private static func accessor(_ path: String, in message: Descriptor) throws -> String {
        guard !path.isEmpty else { return "nil" }
        let expression = try FieldPath(path, in: message).expression
        let type = Naming.swiftType(message.fullName)
        return "{ message in if let message = message as? \(type) { \(expression) } else { [] } }"
    }

    /// Writes a closure that reads the free texts of a message; `nil` where it has none.
    private static func emitScreenedTexts(of message: Descriptor, to writer: inout CodeWriter) {
        let paths = FieldPath.all(in: message) { $0.options.Kaa_Kernel_V1_screened }
        guard !paths.isEmpty else {
            writer.line("screenedTexts: nil,")
            return
        }
        writer.block("screenedTexts: { message in", closing: "},") { writer in
            writer.line("guard let message = message as? \(Naming.swiftType(message.fullName)) else { return [] }")
            writer.line("var texts: [(field: String, text: String)] = []")
            for path in paths {
                writer.line("texts += \(path.expression).map { (field: \"\(path.text)\", text: $0) }")
            }
            writer.line("return texts")
        }
    }
}

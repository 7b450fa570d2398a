import KAAKernelContract
import KAARPC
import KAAWire
import Testing

/// The services that every client expects, on a kaad with all its modules.
@Suite(.timeLimit(.minutes(10)))
struct ServerServicesTests {
    private static let modules = ["outreach", "guidance", "interventions", "reporting"]

    @Test("55: every service of the kernel and of the modules has its health")
    func tellsTheHealthOfEveryService() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                try await server.withChannel { channel in
                    let health = Grpc.Health.V1.Health.Client(channel)
                    let listed = try await Self.services(channel).filter { $0.hasPrefix("kaa.") }
                    #expect(listed.contains("kaa.kernel.v1.KernelService"))
                    #expect(listed.count == 11)
                    for service in listed {
                        #expect(try await health.check(.init(service: service)).status == .serving, "\(service)")
                        let changes = try await health.watch(.init(service: service)).makeAsyncIterator()
                        #expect(try await changes.next()?.status == .serving, "\(service)")
                    }
                }
            }
        }
    }

    @Test("56: reflection answers its five questions, in both versions")
    func answersReflection() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                try await server.withChannel { channel in
                    #expect(try await Self.services(channel).count == 14)
                    for symbol in [
                        "kaa.outreach.v1.OutreachService.ListContactQueue", "google.rpc.Status", "google.rpc.ErrorInfo",
                        "google.rpc.BadRequest.FieldViolation", "google.protobuf.Timestamp", "kaa.kernel.v1.policy",
                        "kaa.kernel.v1.Role.ROLE_COACH", "kaa.kernel.v1.ROLE_COACH",
                    ] {
                        let isFound = try await Self.files(channel, .fileContainingSymbol(symbol)) != nil
                        // A value of an enum is a sibling of the enum, and not part of it.
                        #expect(isFound == (symbol != "kaa.kernel.v1.Role.ROLE_COACH"), "\(symbol)")
                    }
                    let byName = try await Self.files(channel, .fileByFilename("kaa/kernel/v1/policy.proto"))
                    let options = "google.protobuf.MethodOptions"
                    let extended = try await Self.files(
                        channel,
                        .fileContainingExtension(.init(containingType: options, extensionNumber: 50_401))
                    )
                    #expect(byName != nil && byName == extended)
                    #expect((byName?.count ?? 0) >= 3, "The file comes with those that it imports.")
                    for version in try await Self.extensionNumbers(channel, of: options) {
                        #expect(version == [50_401])
                    }
                }
            }
        }
    }

    @Test("57: GetServer names the versions of modules and the packages that are served")
    func describesTheServer() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                try await server.withChannel(try await kaad.token("operator")) { channel in
                    let answer = try await Kaa.Kernel.V1.KernelService.Client(channel).getServer(.init())
                    #expect(Set(answer.modules.map(\.name)) == Set(Self.modules))
                    #expect(answer.version.contains(#/^\d+\.\d+\.\d+$/#))
                    #expect(answer.modules.allSatisfy { $0.version == answer.version })
                    #expect(answer.modules.allSatisfy { $0.contractPackages == ["kaa.\($0.name).v1"] })
                    #expect(
                        answer.contractPackages == [
                            "grpc.health.v1", "grpc.reflection.v1", "grpc.reflection.v1alpha", "kaa.guidance.v1",
                            "kaa.interventions.v1", "kaa.kernel.v1", "kaa.outreach.v1", "kaa.reporting.v1",
                        ]
                    )
                }
            }
        }
    }
}

extension ServerServicesTests {
    private typealias V1 = Grpc.Reflection.V1
    private typealias Alpha = Grpc.Reflection.V1alpha

    private static func services(_ channel: any RPCChannel) async throws -> [String] {
        let question = V1.ServerReflectionRequest.MessageRequest.listServices("")
        guard case .listServicesResponse(let list) = try await Self.ask(channel, question) else { return [] }
        return list.service.map(\.name)
    }

    /// The files, if both versions answer with the same.
    private static func files(
        _ channel: any RPCChannel,
        _ question: V1.ServerReflectionRequest.MessageRequest
    ) async throws -> [[UInt8]]? {
        let alpha: Alpha.ServerReflectionRequest.MessageRequest =
            switch question {
            case .fileByFilename(let name): .fileByFilename(name)
            case .fileContainingSymbol(let symbol): .fileContainingSymbol(symbol)
            case .fileContainingExtension(let wanted):
                .fileContainingExtension(
                    .init(containingType: wanted.containingType, extensionNumber: wanted.extensionNumber)
                )
            case .allExtensionNumbersOfType(let type): .allExtensionNumbersOfType(type)
            case .listServices(let text): .listServices(text)
            }
        let answers = (try await Self.ask(channel, question), try await Self.ask(channel, alpha))
        guard case (.fileDescriptorResponse(let one)?, .fileDescriptorResponse(let other)?) = answers else {
            return nil
        }
        return one.fileDescriptorProto == other.fileDescriptorProto ? one.fileDescriptorProto : nil
    }

    private static func extensionNumbers(_ channel: any RPCChannel, of type: String) async throws -> [[Int32]] {
        let one = try await Self.ask(channel, V1.ServerReflectionRequest.MessageRequest.allExtensionNumbersOfType(type))
        let other = try await Self.ask(
            channel,
            Alpha.ServerReflectionRequest.MessageRequest.allExtensionNumbersOfType(type)
        )
        guard case .allExtensionNumbersResponse(let first)? = one,
            case .allExtensionNumbersResponse(let second)? = other
        else { return [[]] }
        return [first.extensionNumber, second.extensionNumber]
    }

    private static func ask(
        _ channel: any RPCChannel,
        _ question: V1.ServerReflectionRequest.MessageRequest
    ) async throws -> V1.ServerReflectionResponse.MessageResponse? {
        let call = try await V1.ServerReflection.Client(channel).serverReflectionInfo()
        try await call.requests.write(.init(messageRequest: question))
        call.requests.finish()
        return try await call.responses.makeAsyncIterator().next()?.messageResponse
    }

    private static func ask(
        _ channel: any RPCChannel,
        _ question: Alpha.ServerReflectionRequest.MessageRequest
    ) async throws -> Alpha.ServerReflectionResponse.MessageResponse? {
        let call = try await Alpha.ServerReflection.Client(channel).serverReflectionInfo()
        try await call.requests.write(.init(messageRequest: question))
        call.requests.finish()
        return try await call.responses.makeAsyncIterator().next()?.messageResponse
    }
}

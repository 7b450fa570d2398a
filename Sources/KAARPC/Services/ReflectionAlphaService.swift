import KAAWire

/// `grpc.reflection.v1alpha` over a ``Reflection``.
struct ReflectionAlphaService: Grpc.Reflection.V1alpha.ServerReflection.Serving {
    private let reflection: Reflection

    init(_ reflection: Reflection) {
        self.reflection = reflection
    }

    func serverReflectionInfo(
        _ requests: RequestStream<Grpc.Reflection.V1alpha.ServerReflectionRequest>,
        context: ServerContext,
        writer: ResponseWriter<Grpc.Reflection.V1alpha.ServerReflectionResponse>
    ) async throws {
        for try await request in requests {
            try await writer.write(
                Grpc.Reflection.V1alpha.ServerReflectionResponse(
                    validHost: request.host,
                    originalRequest: request,
                    messageResponse: Self.response(self.reflection.answer(Self.question(request)))
                )
            )
        }
    }

    private static func question(_ request: Grpc.Reflection.V1alpha.ServerReflectionRequest) -> Reflection.Question {
        switch request.messageRequest {
        case .fileByFilename(let name): .file(name)
        case .fileContainingSymbol(let symbol): .symbol(symbol)
        case .fileContainingExtension(let wanted):
            .fileOfExtension(of: wanted.containingType, number: wanted.extensionNumber)
        case .allExtensionNumbersOfType(let message): .extensionNumbers(of: message)
        case .listServices: .services
        case nil: .none
        }
    }

    private static func response(
        _ answer: Reflection.Answer
    ) -> Grpc.Reflection.V1alpha.ServerReflectionResponse.MessageResponse {
        switch answer {
        case .files(let files):
            .fileDescriptorResponse(.init(fileDescriptorProto: files))
        case .extensionNumbers(let message, let numbers):
            .allExtensionNumbersResponse(.init(baseTypeName: message, extensionNumber: numbers))
        case .services(let names):
            .listServicesResponse(.init(service: names.map { .init(name: $0) }))
        case .failure(let code, let text):
            .errorResponse(.init(errorCode: Int32(code.rawValue), errorMessage: text))
        }
    }
}

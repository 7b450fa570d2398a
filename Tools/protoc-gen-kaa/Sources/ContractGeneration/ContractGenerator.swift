package import Foundation
import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// Turns contracts into C, by way of `protoc-gen-c`, and into Swift.
package enum ContractGenerator {
    /// Answers a request of protoc.
    ///
    /// - Parameter request: A serialized `CodeGeneratorRequest`.
    /// - Returns: A serialized `CodeGeneratorResponse` with the files, or with why there are none.
    /// - Throws: An error if the answer cannot be serialized.
    package static func answer(_ request: Data) throws -> Data {
        var response: Google_Protobuf_Compiler_CodeGeneratorResponse
        do {
            response = try Self.respond(to: request)
        } catch let problem as ContractProblem {
            response = Google_Protobuf_Compiler_CodeGeneratorResponse(error: problem.description)
        } catch {
            response = Google_Protobuf_Compiler_CodeGeneratorResponse(error: "\(error)")
        }
        response.supportedFeatures = UInt64(
            Google_Protobuf_Compiler_CodeGeneratorResponse.Feature.proto3Optional.rawValue
        )
        return try response.serializedData()
    }

    private static func respond(to input: Data) throws -> Google_Protobuf_Compiler_CodeGeneratorResponse {
        let request = try Google_Protobuf_Compiler_CodeGeneratorRequest(
            serializedBytes: input,
            extensions: Kaa_Kernel_V1_Policy_Extensions.union(Kaa_Kernel_V1_Disclosure_Extensions)
        )
        let wanted = Set(request.fileToGenerate)
        let everything = DescriptorSet(protos: request.protoFile).files
        let files = everything.filter { wanted.contains($0.name) }

        try ContractRules.check(files)

        let notes = try LegalNotes(everything)
        var outputs: [OutputFile] = []
        for file in files {
            let raw = request.protoFile.first { $0.name == file.name }
            outputs.append(try SwiftFileEmitter(file: file, raw: raw, notes: notes).emit())
        }
        outputs += try NamespaceEmitter(files).emit()
        var document = try ClassDocument(files, everything: everything, notes: notes)
        outputs += document.emit()
        outputs += try CFiles(request: request, files: files).generate()
        return Google_Protobuf_Compiler_CodeGeneratorResponse(
            files: outputs.map { output in
                .with {
                    $0.name = output.path
                    $0.content = output.text
                }
            }
        )
    }
}

extension Google_Protobuf_Compiler_CodeGeneratorResponse {
    fileprivate init(error: String) {
        self.init()
        self.error = error
    }

    fileprivate init(files: [File]) {
        self.init()
        self.file = files
    }
}

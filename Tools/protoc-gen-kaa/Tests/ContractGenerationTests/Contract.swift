import ContractGeneration
import Foundation
import SwiftProtobuf
import SwiftProtobufPluginLibrary
import Testing

/// A contract of a test, which protoc reads and the generator gets, as in a build.
struct Contract {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../..").standardized

    /// The name of the file as others import it.
    let name: String
    /// What stands in it.
    let text: String

    /// A contract of the module `trial` with these declarations, which may use the options of our contracts.
    init(_ declarations: String, package: String = "kaa.trial.v1", file: String = "trial") {
        self.name = "kaa/trial/v1/\(file).proto"
        self.text = """
            syntax = "proto3";
            package \(package);
            import "google/protobuf/any.proto";
            import "kaa/kernel/v1/disclosure.proto";
            import "kaa/kernel/v1/policy.proto";
            import "kaa/kernel/v1/vocabulary.proto";
            \(declarations)
            """
    }

    /// What the generator answers.
    func generate() throws -> Google_Protobuf_Compiler_CodeGeneratorResponse {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaa-contract-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: self.name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try self.text.write(to: file, atomically: true, encoding: .utf8)
        let set = folder.appending(path: "set.binpb")
        try Self.runProtoc([
            "-I", folder.path(), "-I", Self.repository.appending(path: "Sources/KAAKernel/Contract/Protos").path(),
            "--include_imports", "--include_source_info", "--descriptor_set_out=\(set.path())", self.name,
        ])
        var request = Google_Protobuf_Compiler_CodeGeneratorRequest()
        request.fileToGenerate = [self.name]
        request.protoFile = try Google_Protobuf_FileDescriptorSet(serializedBytes: Data(contentsOf: set)).file
        let answer = try ContractGenerator.answer(request.serializedData())
        return try Google_Protobuf_Compiler_CodeGeneratorResponse(serializedBytes: answer)
    }

    /// Why the contract does not build; empty if it does.
    func problem() throws -> String {
        try self.generate().error
    }

    /// The Swift code of the contract, which must keep every rule.
    func swift() throws -> String {
        let response = try self.generate()
        try #require(response.error.isEmpty, "\(response.error)")
        let stem = self.name.replacing(".proto", with: "").replacing("/", with: "_")
        return try #require(response.file.first { $0.name.hasSuffix("\(stem).pb.swift") }?.content)
    }

    private static func runProtoc(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["protoc"] + arguments
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ProtocFailure(text: text) }
    }
}

/// What protoc says of a contract that it does not read.
private struct ProtocFailure: Error {
    let text: String
}

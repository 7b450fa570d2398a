import ContractGeneration
import Foundation

/// The plug-in of protoc.
@main
struct ProtocGenKAA {
    static func main() throws {
        let request = FileHandle.standardInput.readDataToEndOfFile()
        try FileHandle.standardOutput.write(contentsOf: ContractGenerator.answer(request))
    }
}

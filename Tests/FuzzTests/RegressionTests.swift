import Foundation
import Testing

/// Inputs that once showed a fault, and the seeds that fuzzing begins with.
struct RegressionTests {
    @Test(arguments: FuzzTarget.allCases)
    func holdsForEveryInputKept(target: FuzzTarget) throws {
        let inputs = try Self.inputs(of: target, in: "Seeds") + Self.inputs(of: target, in: "Found")
        try #require(!inputs.isEmpty)
        for input in inputs {
            #expect(throws: Never.self, "\(input.lastPathComponent)") {
                try target.run([UInt8](Data(contentsOf: input)))
            }
        }
    }

    private static func inputs(of target: FuzzTarget, in folder: String) throws -> [URL] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "\(folder)/\(target.rawValue)"
        )
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }
}

import Foundation
public import Testing

/// Expects `text` to equal a golden file in the folder `Golden` next to the test.
///
/// Where the environment variable `KAA_RECORD_GOLDEN` is set, the file is written instead. A recording fails the test, so
/// that no run both records and passes.
///
/// - Parameters:
///   - text: What the code under test has made.
///   - name: The golden file's name, for example `"scb-2026-H2.csv"`.
///   - testFile: The file that calls this function.
///   - sourceLocation: The call, to which a failure is attributed.
/// - Throws: What the file system throws if the golden file can't be read or written.
public func expectGolden(
    _ text: String,
    named name: String,
    testFile: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(filePath: testFile).deletingLastPathComponent().appending(path: "Golden")
    let file = folder.appending(path: name)
    guard ProcessInfo.processInfo.environment["KAA_RECORD_GOLDEN"] == nil else {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record("Recorded \(name).", sourceLocation: sourceLocation)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, sourceLocation: sourceLocation)
}

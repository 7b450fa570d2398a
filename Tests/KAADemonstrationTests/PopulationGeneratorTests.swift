import Foundation
import KAAKernel
import Testing

@testable import KAADemonstration

struct PopulationGeneratorTests {
    @Test(arguments: [0, -1, 2_000_001])
    func refusesOtherSizes(count: Int) {
        #expect(throws: DemonstrationError.self) { try PopulationGenerator(count: count, seed: 1) }
    }

    @Test func writesValidAndDifferentPersons() throws {
        let (summary, files) = try Self.files(count: 20_000, seed: 1)
        let lines = try #require(files["folkbokforing-2026-07-01.csv"]).split(separator: "\r\n")
        #expect(lines.first.map(String.init) == Feed.folkbokforing.columns.joined(separator: ","))
        let digits = lines.dropFirst().map { String($0.prefix(12)) }
        #expect(digits.count == 20_000 && summary.persons == 20_000)
        #expect(Set(digits).count == 20_000)
        #expect(throws: Never.self) { try digits.map { try Personnummer(parsing: $0) } }
        #expect((0.88...0.92).contains(Double(summary.enrolments) / 20_000))
        #expect((0.2...0.4).contains(Double(summary.merits) / 20_000))
        let enrolments = try #require(files["elevregister-2026-07-01.csv"]).split(separator: "\r\n")
        #expect(enrolments.count == summary.enrolments + 1)
        #expect(enrolments.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 6 })
        #expect(files.values.reduce(0) { $0 + $1.utf8.count } == summary.byteCount)
    }

    @Test func writesTheSameBytesForTheSameSeed() throws {
        let first = try Self.files(count: 3000, seed: 1).files
        #expect(try first == Self.files(count: 3000, seed: 1).files)
        #expect(try first != Self.files(count: 3000, seed: 2).files)
    }

    private static func files(
        count: Int,
        seed: UInt64
    ) throws -> (summary: PopulationSummary, files: [String: String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaa-population-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let summary = try PopulationGenerator(count: count, seed: seed).write(into: folder, date: "2026-07-01")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let files = try names.map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
        return (summary, Dictionary(uniqueKeysWithValues: files))
    }
}

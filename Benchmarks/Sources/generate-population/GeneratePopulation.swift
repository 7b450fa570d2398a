import ArgumentParser
import Foundation
import KAADemonstration
import KAAKernel

/// `generate-population`: writes the registers of many invented persons into a folder that is deleted afterwards.
@main
struct GeneratePopulation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-population",
        abstract: "Writes one snapshot of the registers of many invented persons.",
        discussion: """
            So many persons have numbers of every kind, also such as belong to somebody. The folder is to be deleted after
            the measurement; nothing of it may be kept or shown.
            """
    )

    @Option(help: "How many persons, up to 2 000 000.")
    var persons = 1_000_000

    @Option(help: "The same seed gives the same files.")
    var seed: UInt64 = 1

    @Option(help: "The day of the snapshot.")
    var date: String

    @Argument(help: "A temporary folder that exists.")
    var folder: String

    func run() throws {
        let generator = try PopulationGenerator(count: self.persons, seed: self.seed)
        let date = try CivilDate(iso: self.date)
        let summary = try generator.write(into: URL(filePath: self.folder), date: date)
        print("\(summary.persons) \(summary.enrolments) \(summary.merits) \(summary.byteCount)")
    }
}

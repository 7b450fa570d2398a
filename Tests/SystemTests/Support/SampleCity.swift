import Foundation
import KAADemonstration
import KAAKernel

/// A small city, whose registers deliver two nights of feeds or many.
struct SampleCity {
    private let city: DemonstrationCity

    /// The nights, ascending.
    var nights: [CivilDate] { self.city.plan.snapshotDates }

    /// Makes a city.
    init(population: Int, seed: UInt64 = 7) throws {
        var plan = try CityPlan(seed: seed, year: 2025)
        plan.population = population
        self.city = try DemonstrationCity(plan)
    }

    /// Writes the files of some nights.
    @discardableResult
    func write(_ nights: some Sequence<CivilDate>, to folder: URL) throws -> [FeedFile] {
        try nights.flatMap { try FeedFileWriter(self.city, folder: folder).write(snapshotOf: $0) }
    }
}

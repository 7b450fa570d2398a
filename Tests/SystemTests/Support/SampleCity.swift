import Foundation
import KAADemonstration
import KAAKernel

/// A small city, whose registers deliver many nights of feeds.
struct SampleCity {
    /// The nights, ascending, as files are named after them.
    let nights: [String]

    private let city: DemonstrationCity

    /// Makes a city.
    init(population: Int, seed: UInt64 = 7) throws {
        var plan = try CityPlan(seed: seed, year: 2025)
        plan.population = population
        self.city = try DemonstrationCity(plan)
        self.nights = plan.snapshotDates.map(\.description)
    }

    /// Writes the files of the first nights, or of all.
    func write(firstNights count: Int = .max, to folder: URL) throws {
        for night in self.city.plan.snapshotDates.prefix(count) {
            try FeedFileWriter(self.city, folder: folder).write(snapshotOf: night)
        }
    }
}

/// The steps of the histograms of how long calls take: three to a power of ten, from 100 microseconds to 30 seconds.
enum DurationBuckets {
    /// The upper bounds in nanoseconds; beyond the last there is one more bucket.
    static let bounds = [
        100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000,
        250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000, 30_000_000_000,
    ]

    /// The bounds in seconds, as they are written.
    static let labels = [
        "0.0001", "0.00025", "0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1",
        "2.5", "5", "10", "30",
    ]

    static let count = 18

    /// The bucket of a duration: most calls are short, so the search begins with the lowest.
    static func index(ofNanoseconds nanoseconds: Int) -> Int {
        var index = 0
        while index < Self.bounds.count, nanoseconds > Self.bounds[index] {
            index += 1
        }
        return index
    }
}

import KAAKernel

/// What the city assumes about one district.
///
/// The shares are rounded guesses that keep Stockholm's shape: about two thirds of the young live outside the inner city,
/// and in the outer city two to three times as many of them are without a school as in the inner city.
struct DistrictProfile: Hashable, Sendable {
    /// A range of postcodes that the post calls by one name.
    struct PostArea: Hashable, Sendable {
        let postcodes: ClosedRange<Int>
        let town: String
    }

    let code: DistrictCode
    /// The district's share of the city's young persons; the shares sum to one.
    let populationShare: Double
    /// How much more often than in the city as a whole a school path breaks off here.
    let weight: Double
    let postAreas: [PostArea]
}

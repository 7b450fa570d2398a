/// What decides who may know of a young person: where they are and how they are protected.
public struct SubjectStanding: Hashable, Sendable, BitwiseCopyable {
    /// The district whose staff deal with the person; `nil` for the whole city's alone.
    public let district: DistrictCode?

    /// How Skatteverket protects the person's data.
    public let protection: SkyddadePersonuppgifter

    /// Creates a standing.
    ///
    /// - Parameters:
    ///   - district: Where the person lives. Somebody protected has none, whatever is given.
    ///   - protection: How the person's data is protected.
    public init(district: DistrictCode?, protection: SkyddadePersonuppgifter = .none) {
        self.district = protection == .none ? district : nil
        self.protection = protection
    }
}

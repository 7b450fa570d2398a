/// How much a message may cost to decode.
public struct WireLimits: Hashable, Sendable {
    /// How deep messages may stand within one another.
    public var maximumDepth: Int

    /// How many bytes of memory one byte on the wire may cost.
    ///
    /// A repeated message of two bytes costs about 50 in libprotobuf-c. Ordinary messages cost less than ten times
    /// their size, so the factor stops those that are made to cost much.
    public var arenaBytesPerWireByte: Int

    /// What every message may cost, however small.
    public var arenaFloor: Int

    /// What no message may cost, however large.
    public var arenaCeiling: Int

    /// Creates limits.
    public init(
        maximumDepth: Int = 100,
        arenaBytesPerWireByte: Int = 24,
        arenaFloor: Int = 65_536,
        arenaCeiling: Int = 67_108_864
    ) {
        self.maximumDepth = maximumDepth
        self.arenaBytesPerWireByte = arenaBytesPerWireByte
        self.arenaFloor = arenaFloor
        self.arenaCeiling = arenaCeiling
    }

    /// A depth of 100 as in other protobuf libraries, and at most 64 MiB.
    public static let standard = WireLimits()

    /// The memory that a message of `wireByteCount` bytes may cost.
    func budget(forWireByteCount wireByteCount: Int) -> Int {
        let (product, overflow) = wireByteCount.multipliedReportingOverflow(by: self.arenaBytesPerWireByte)
        return overflow ? self.arenaCeiling : min(max(product, self.arenaFloor), self.arenaCeiling)
    }
}

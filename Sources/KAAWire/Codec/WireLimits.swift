/// How much a message may cost to decode.
public struct WireLimits: Hashable, Sendable {
    /// How deep messages may stand within one another.
    public var maximumDepth: Int

    /// How many bytes of memory one byte on the wire may cost.
    ///
    /// An ordinary message costs less than ten. libprotobuf-c takes up to 34 for each byte of repeated numbers that are
    /// not packed, which is a valid encoding. Fields that are not known cost it about 48, and empty messages in a
    /// repeated field 60 and more: the factor stands between, and stops encodings that are made to cost much.
    public var arenaBytesPerWireByte: Int

    /// What every message may cost besides, however small.
    public var arenaFloor: Int

    /// What no message may cost, however large.
    public var arenaCeiling: Int

    /// Creates limits.
    public init(
        maximumDepth: Int = 100,
        arenaBytesPerWireByte: Int = 40,
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

    /// How deep the JSON of a message of ``maximumDepth`` may be, since an array or a map stands between messages.
    package var maximumJSONDepth: Int { 2 * self.maximumDepth + 1 }

    /// The memory that a message of `wireByteCount` bytes may cost.
    func budget(forWireByteCount wireByteCount: Int) -> Int {
        let (product, overflow) = wireByteCount.multipliedReportingOverflow(by: self.arenaBytesPerWireByte)
        let (sum, overflowOfSum) = product.addingReportingOverflow(self.arenaFloor)
        return overflow || overflowOfSum ? self.arenaCeiling : min(sum, self.arenaCeiling)
    }
}

public import KAAKernelContract
public import KAAWire

/// What a ground opens between boards: which data may go from whom to whom.
public struct GroundOpening: Hashable, Sendable {
    /// Those who hold the data.
    public let disclosers: Set<BoardGroup>

    /// Those who may have it.
    public let receivers: Set<BoardGroup>

    /// The classes of data that may go.
    public let classes: Set<Kaa.Kernel.V1.DataClass>

    /// Creates an opening.
    public init(
        from disclosers: Set<BoardGroup>,
        to receivers: Set<BoardGroup>,
        _ classes: Set<Kaa.Kernel.V1.DataClass>
    ) {
        self.disclosers = disclosers
        self.receivers = receivers
        self.classes = classes
    }

    /// Whether the opening is for data that goes from one board to the other.
    public func leads(from discloser: Board, to receiver: Board) -> Bool {
        self.disclosers.contains { $0.contains(discloser) } && self.receivers.contains { $0.contains(receiver) }
    }
}

import KAAKernel

/// The rows of a report in order, with names instead of numbers.
struct FunnelReport: Hashable, Sendable {
    /// One group and its figures.
    struct Row: Hashable, Sendable {
        /// The district's code, empty if it is not known; `nil` if figures are not broken down by it.
        let district: String?
        /// `nil` if figures are not broken down by it.
        let sex: Sex?
        let tally: FunnelTally
        /// The codes of the interventions that the tally numbers.
        let codes: [Int: String]
    }

    /// The groups that have anybody in them, by district and then girls and women first.
    let rows: [Row]
    /// All groups together.
    let total: Row

    /// Puts figures in order.
    ///
    /// - Parameters:
    ///   - tallies: The figures of each group.
    ///   - codes: The codes of districts and interventions.
    init(_ tallies: [FunnelGroup: FunnelTally], codes: [Int: String]) {
        self.rows =
            tallies
            .map { group, tally in
                Row(district: group.district.flatMap { codes[$0] }, sex: group.sex, tally: tally, codes: codes)
            }
            .sorted { $0.place < $1.place }
        let total = tallies.values.reduce(into: FunnelTally()) { $0 += $1 }
        self.total = Row(district: nil, sex: nil, tally: total, codes: codes)
    }
}

extension FunnelReport.Row {
    /// Where the row stands among the others.
    fileprivate var place: (String, Int) {
        (self.district ?? "", self.sex == .male ? 1 : 0)
    }

    /// People by the channel in which they were first reached, in the order of the channels.
    var reachedBy: [(channel: ContactChannel, count: Int)] {
        Self.inOrder(self.tally.reachedBy)
    }

    /// Attempts by channel, in the order of the channels.
    var attempts: [(channel: ContactChannel, count: Int)] {
        Self.inOrder(self.tally.attempts)
    }

    /// People by the code of the intervention, in the order of the codes.
    var participants: [(type: String, count: Int)] {
        self.tally.participants.compactMap { number, count in self.codes[number].map { (type: $0, count: count) } }
            .sorted { $0.type < $1.type }
    }

    /// Interventions by reason, in the order of the reasons.
    var endReasons: [(reason: EndReason, count: Int)] {
        self.tally.endReasons.sorted { $0.key.rawValue < $1.key.rawValue }.map { (reason: $0.key, count: $0.value) }
    }

    /// Interventions by code and reason, in that order.
    var endings: [(type: String, reason: EndReason, count: Int)] {
        self.tally.endings
            .compactMap { ending, count in
                self.codes[ending.type].map { (type: $0, reason: ending.reason, count: count) }
            }
            .sorted { ($0.type, $0.reason.rawValue) < ($1.type, $1.reason.rawValue) }
    }

    private static func inOrder(_ counts: [ContactChannel: Int]) -> [(channel: ContactChannel, count: Int)] {
        counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { (channel: $0.key, count: $0.value) }
    }
}

/// A half-open range of days: from `start` on, up to but not including `end`, or without end.
///
/// Half-open intervals of neighbouring facts meet without overlap, and counting by intervals agrees for every window.
public struct CivilDateInterval: Hashable, Sendable, BitwiseCopyable {
    /// The first day.
    public let start: CivilDate
    /// The first day that is no longer part of the interval; `nil` while there is no end.
    public let end: CivilDate?

    /// Creates an interval, or returns `nil` if it would hold no day.
    public init?(start: CivilDate, end: CivilDate? = nil) {
        if let end, end <= start { return nil }
        self.start = start
        self.end = end
    }

    /// Whether `day` is one of the days of the interval.
    @inlinable
    public func contains(_ day: CivilDate) -> Bool {
        guard let end = self.end else { return self.start <= day }
        return self.start <= day && day < end
    }

    /// The days that both intervals hold, or `nil` if there are none.
    public func intersection(_ other: CivilDateInterval) -> CivilDateInterval? {
        let end: CivilDate? =
            switch (self.end, other.end) {
            case (let mine?, let theirs?): min(mine, theirs)
            case (let mine, nil): mine
            case (nil, let theirs): theirs
            }
        return CivilDateInterval(start: max(self.start, other.start), end: end)
    }

    /// Whether the two intervals have a day in common.
    public func overlaps(_ other: CivilDateInterval) -> Bool {
        self.intersection(other) != nil
    }
}

extension CivilDateInterval: CustomStringConvertible {
    /// The interval as `yyyy-mm-dd/yyyy-mm-dd`, with `..` where there is no end.
    public var description: String {
        guard let end = self.end else { return "\(self.start)/.." }
        return "\(self.start)/\(end)"
    }
}

import Foundation

/// How many refusals of callers that proved nothing go on record.
///
/// Each takes room on disk, and anybody can cause one. So an address has 20 at once and one more every ten seconds, and all
/// together have 500 and one more every second; the others are counted.
struct RefusalBudget {
    /// What is left of an allowance that comes back with time.
    private struct Allowance {
        let capacity: Double
        let perSecond: Double
        var left: Double
        var asOf: Date

        init(capacity: Double, perSecond: Double, at now: Date) {
            self.capacity = capacity
            self.perSecond = perSecond
            self.left = capacity
            self.asOf = now
        }

        mutating func refill(at now: Date) {
            let elapsed = max(0, now.timeIntervalSince(self.asOf))
            self.left = min(self.capacity, self.left + elapsed * self.perSecond)
            self.asOf = now
        }
    }

    /// How many addresses are told apart; with more, all have their full allowance again, and the common one holds.
    private static let maximumAddresses = 4_096

    private var ofAll: Allowance?
    private var ofAddress: [String: Allowance] = [:]
    private var omitted = 0

    /// Takes one refusal out of the budget.
    ///
    /// - Returns: How many were left out since the last one that was recorded, or `nil` if this one is left out as well.
    mutating func take(_ address: String, at now: Date) -> Int? {
        var all = self.ofAll ?? Allowance(capacity: 500, perSecond: 1, at: now)
        if self.ofAddress[address] == nil, self.ofAddress.count >= Self.maximumAddresses { self.ofAddress = [:] }
        var own = self.ofAddress[address] ?? Allowance(capacity: 20, perSecond: 0.1, at: now)
        all.refill(at: now)
        own.refill(at: now)
        defer { (self.ofAll, self.ofAddress[address]) = (all, own) }
        guard own.left >= 1, all.left >= 1 else {
            self.omitted += 1
            return nil
        }
        own.left -= 1
        all.left -= 1
        defer { self.omitted = 0 }
        return self.omitted
    }
}

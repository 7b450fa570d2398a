import Foundation
import Testing

@testable import KAAKernel

struct RefusalBudgetTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test func recordsTwentyOfAnAddressAndCountsTheOthers() {
        var budget = RefusalBudget()
        let taken = (0..<1_000).map { _ in budget.take("10.0.0.1", at: Self.now) }

        #expect(taken.prefix(20).allSatisfy { $0 == 0 })
        #expect(taken.dropFirst(20).allSatisfy { $0 == nil })
        #expect(budget.take("10.0.0.2", at: Self.now) == 980)
        #expect(budget.take("10.0.0.1", at: Self.now + 9) == nil)
        #expect(budget.take("10.0.0.1", at: Self.now + 10) == 1)
    }

    @Test func holdsAllAddressesTogetherToABound() {
        var budget = RefusalBudget()
        let recorded = (0..<100_000).count { budget.take("2001:db8::\($0)", at: Self.now) != nil }

        #expect(recorded == 500)
    }

    @Test func givesNothingBackWhenAClockIsSetBack() {
        var budget = RefusalBudget()
        for _ in 0..<20 { _ = budget.take("10.0.0.1", at: Self.now) }

        #expect(budget.take("10.0.0.1", at: Self.now - 1_000) == nil)
    }
}

import KAAKernel
import Testing

@testable import KAADemonstration

struct NumberPoolTests {
    private let pool = NumberPool(first: "2008-02-01", last: "2008-03-01")

    @Test func hasTwentyTwoNumbersForEachBirthday() throws {
        #expect(self.pool.capacity == 30 * 22)
        let slots = try self.pool.draw(self.pool.capacity, using: SeededGenerator(seed: 1))
        #expect(Set(slots).count == slots.count)
        #expect(slots.filter { $0.sex == .female }.count == 30 * 11)
    }

    @Test func refusesMoreThanItHas() {
        #expect {
            try self.pool.draw(661, using: SeededGenerator(seed: 1))
        } throws: { error in
            (error as? DemonstrationError)?.code == .tooManyPersons
        }
    }

    @Test func usesTheNumbersOfFixturesFirst() throws {
        let few = try self.pool.draw(60, using: SeededGenerator(seed: 1))
        #expect(Set(few.map(\.individualNumber)) == [238, 239])
        let more = try self.pool.draw(61, using: SeededGenerator(seed: 1))
        #expect(more.filter { $0.individualNumber >= 980 }.count == 1)
    }
}

import KAARPC
import KAATransparency
import Synchronization
import Testing

@testable import KAAKernel

@Suite(.timeLimit(.minutes(10)))
struct GroupedAppendsTests {
    /// What was appended, in how many appends.
    private final class Log: Sendable {
        let appends = Mutex<[[[UInt8]]]>([])
    }

    private final class Joins: Sendable {
        let count = Mutex(0)
    }

    private struct DiskFull: Error {}

    @Test func appendsEverythingOnceAndInTheOrderOfEachCaller() async throws {
        let log = Log()
        let grouped = GroupedAppends { leaves in
            await Task.yield()
            log.appends.withLock { $0.append((0..<leaves.count).map { Array(leaves.leaf(at: $0)) }) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in UInt8(0)..<100 {
                group.addTask {
                    for number in UInt8(0)..<20 { try await grouped.add([[caller, number, 0], [caller, number, 1]]) }
                }
            }
            try await group.waitForAll()
        }
        let appends = log.appends.withLock { $0 }
        let leaves = appends.flatMap { $0 }
        #expect(leaves.count == 4_000)
        #expect(appends.count < 1_000, "Calls at the same time share an append.")
        for caller in UInt8(0)..<100 {
            let own = leaves.filter { $0[0] == caller }
            #expect(own == (UInt8(0)..<20).flatMap { [[caller, $0, 0], [caller, $0, 1]] })
        }
        for (first, second) in zip(leaves, leaves.dropFirst()) where first[2] == 0 {
            #expect(second == [first[0], first[1], 1], "Nobody's leaf stands between those of one call.")
        }
    }

    @Test func returnsNotBeforeTheAppendDoes() async throws {
        let gate = Gate()
        gate.close()
        let log = Log()
        let grouped = GroupedAppends { _ in await gate.pass() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await grouped.add([[1]])
                log.appends.withLock { $0.append([[1]]) }
            }
            await gate.arrival()
            #expect(log.appends.withLock { $0.isEmpty })
            gate.open()
            try await group.waitForAll()
        }
        #expect(log.appends.withLock { $0.count } == 1)
    }

    @Test func opensAGroupNotBeforeTheAppendReturns() async throws {
        let gate = Gate()
        gate.close()
        let log = Log()
        let grouped = GroupedAppends { leaves in
            await gate.pass()
            log.appends.withLock { $0.append((0..<leaves.count).map { Array(leaves.leaf(at: $0)) }) }
        }
        #expect(try grouped.join([1]) == nil, "Nobody appends.")
        let answer = ToldAnswer()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await grouped.add([[2]]) }
            await gate.arrival()
            #expect(try grouped.join([3]) == nil, "The append is under way, and nobody leads the next.")
            group.addTask { try await grouped.add([[4]]) }
            var joined: AppendGroup?
            while joined == nil {
                await Task.yield()
                joined = try grouped.join([5])
            }
            joined?.add(answer)
            #expect(answer.results.isEmpty)
            gate.open()
            try await group.waitForAll()
            joined?.add(answer)
        }
        #expect(answer.results == [true, true], "Also to one that comes late.")
        #expect(log.appends.withLock { $0 } == [[[2]], [[4], [5]]])
    }

    @Test func failsForAllOfAGroup() async throws {
        let gate = Gate()
        gate.close()
        let grouped = GroupedAppends { _ in
            await gate.pass()
            throw DiskFull()
        }
        let answer = ToldAnswer()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: DiskFull.self) { try await grouped.add([[1]]) } }
            await gate.arrival()
            group.addTask { await #expect(throws: DiskFull.self) { try await grouped.add([[2]]) } }
            var joined: AppendGroup?
            while joined == nil {
                await Task.yield()
                joined = try? grouped.join([3])
            }
            joined?.add(answer)
            gate.open()
            await group.waitForAll()
        }
        #expect(answer.results == [false])
    }

    /// Everyone is told, and every leaf is there, whatever the order in which they come.
    @Test func losesNobodyInARush() async throws {
        let log = Log()
        let grouped = GroupedAppends { leaves in
            await Task.yield()
            log.appends.withLock { $0.append((0..<leaves.count).map { Array(leaves.leaf(at: $0)) }) }
        }
        let answer = ToldAnswer()
        let joins = Joins()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in UInt8(0)..<50 {
                group.addTask {
                    for number in UInt8(0)..<100 {
                        if let joined = try grouped.join([caller, number]) {
                            joins.count.withLock { $0 += 1 }
                            joined.add(answer)
                        } else {
                            try await grouped.add([[caller, number]])
                        }
                        if number.isMultiple(of: 3) { await Task.yield() }
                    }
                }
            }
            try await group.waitForAll()
        }
        let count = joins.count.withLock { $0 }
        #expect(answer.results == Array(repeating: true, count: count))
        let leaves = log.appends.withLock { $0.flatMap { $0 } }
        #expect(leaves.count == 5_000)
        #expect(Set(leaves).count == 5_000)
    }

    @Test func refusesALeafThatIsTooLongToItsCallerAlone() async throws {
        let log = Log()
        let grouped = GroupedAppends { leaves in
            log.appends.withLock { $0.append((0..<leaves.count).map { Array(leaves.leaf(at: $0)) }) }
        }
        let tooLong = [UInt8](repeating: 0, count: Ledger.maximumLeafByteCount + 1)
        await #expect(throws: LedgerError.leafTooLong) { try await grouped.add([tooLong]) }
        try await grouped.add([[1]])
        #expect(log.appends.withLock { $0 } == [[[1]]])
    }

    @Test func failsForAllOfAnAppendAndForNobodyAfterwards() async throws {
        let failures = Mutex(1)
        let grouped = GroupedAppends { _ in
            let fails = failures.withLock { count in
                defer { count -= 1 }
                return count > 0
            }
            if fails { throw DiskFull() }
        }
        await #expect(throws: DiskFull.self) { try await grouped.add([[1]]) }
        try await grouped.add([[2]])
    }
}

/// Keeps what it is told.
private final class ToldAnswer: HeldAnswer {
    private let state = Mutex<[Bool]>([])

    var results: [Bool] { self.state.withLock { $0 } }

    func gateDidOpen(_ result: Result<Void, any Error>) {
        self.state.withLock { results in
            if case .success = result { results.append(true) } else { results.append(false) }
        }
    }
}

extension GroupedAppends {
    fileprivate func join(_ leaf: [UInt8]) throws -> AppendGroup? {
        try self.join { $0.append { $0 += leaf } }
    }

    fileprivate func add(_ leaves: [[UInt8]]) async throws {
        try await self.add { batch in
            leaves.allSatisfy { leaf in batch.append { $0 += leaf } }
        }
    }
}

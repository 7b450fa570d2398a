import Foundation
import Testing

@testable import KAATransparency

@Suite(.timeLimit(.minutes(2)))
struct LedgerTests {
    @Test func keepsLeavesInOrderAcrossSegmentsAndOpenings() async throws {
        try await withLogFolder { log in
            let leaves = (0..<100).map { Array("leaf \($0)".utf8) }
            let ledger = try log.open()
            for leaf in leaves.prefix(50) { _ = try await ledger.append(leaf) }
            #expect(try await ledger.append(contentsOf: Array(leaves[50..<80])) == 50..<80)
            #expect(ledger.size == 80)
            #expect(try ledger.leaves(in: 0..<80) == Array(leaves.prefix(80)))
            try await ledger.close()
            #expect(ledger.latestCheckpoint?.checkpoint.size == 80)
            await #expect(throws: LedgerError.self) { _ = try await ledger.append([1]) }
        }
    }

    @Test func goesOnAfterOpeningAgain() async throws {
        try await withLogFolder { log in
            for round in 0..<5 {
                let ledger = try log.open()
                #expect(ledger.size == UInt64(round * 13))
                _ = try await ledger.append(contentsOf: (0..<13).map { Array("leaf \(round * 13 + $0)".utf8) })
                try await ledger.close()
            }
            let ledger = try log.open()
            #expect(try ledger.leaves(in: 0..<65) == (0..<65).map { Array("leaf \($0)".utf8) })
            let hashes = (0..<65).map { MerkleHash(leaf: Array("leaf \($0)".utf8)) }
            var edge = MerkleFrontier()
            for hash in hashes { edge.append(hash) }
            #expect(ledger.latestCheckpoint?.checkpoint.root == edge.root)
            #expect(ledger.latestCheckpoint?.isSigned(with: log.key.publicKey) == true)
        }
    }

    @Test func signsWithinASecondWithoutBeingAsked() async throws {
        try await withLogFolder { log in
            let ledger = try log.open { $0.checkpointDelay = .milliseconds(20) }
            _ = try await ledger.append([1])
            #expect(try await ledger.checkpoint(covering: 1).checkpoint.size == 1)
        }
    }

    @Test func letsOneProcessIn() async throws {
        try await withLogFolder { log in
            let ledger = try log.open()
            #expect(throws: LedgerError.self) { _ = try log.open() }
            try await ledger.close()
        }
    }

    @Test func refusesLeavesThatAreTooLong() async throws {
        try await withLogFolder { log in
            let ledger = try log.open()
            let longest = [UInt8](repeating: 7, count: Ledger.maximumLeafByteCount)
            #expect(try await ledger.append(longest) == 0)
            #expect(try ledger.leaf(at: 0) == longest)
            await #expect(throws: LedgerError.self) { _ = try await ledger.append(longest + [7]) }
            #expect(throws: LedgerError.self) { _ = try ledger.leaf(at: 1) }
        }
    }

    @Test func givesEachOfManyWaitersItsOwnIndex() async throws {
        try await withLogFolder { log in
            let ledger = try log.open()
            let indices = try await withThrowingTaskGroup(of: (UInt64, [UInt8]).self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let leaf = Array("waiter \(number)".utf8)
                        return (try await ledger.append(leaf), leaf)
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(indices.count == 200)
            for (index, leaf) in indices { #expect(try ledger.leaf(at: index) == leaf) }
        }
    }
}

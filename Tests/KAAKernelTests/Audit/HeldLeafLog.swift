import KAARPC
import Synchronization

@testable import KAAKernel

/// A log in memory that lets calls join an append, which ends when a test says so.
final class HeldLeafLog: LeafLog {
    private struct State {
        var leaves: [[UInt8]] = []
        var joined: [[UInt8]] = []
        var group: AppendGroup?
    }

    private let state = Mutex(State())

    /// What an append of one's own waits for, if a test has closed it.
    let gate = Gate()

    /// Lets calls join from now on.
    func gather() {
        self.state.withLock { $0.group = AppendGroup() }
    }

    /// Returns once a call has joined.
    func arrival() async {
        while self.state.withLock({ $0.joined.isEmpty }) { await Task.yield() }
    }

    /// Ends the append, and lets nobody join any more.
    func end(_ result: Result<Void, any Error> = .success(())) {
        let group = self.state.withLock { state in
            if case .success = result { state.leaves += state.joined }
            state.joined = []
            return state.group.take()
        }
        group?.open(result)
    }

    var leafCount: Int64 {
        self.state.withLock { Int64($0.leaves.count) }
    }

    func append(leaves: [[UInt8]]) async throws {
        await self.gate.pass()
        self.state.withLock { $0.leaves += leaves }
    }

    func join(writing write: (inout [UInt8]) -> Void) throws -> (any AnswerGate)? {
        self.state.withLock { state in
            guard let group = state.group else { return nil }
            var leaf: [UInt8] = []
            write(&leaf)
            state.joined.append(leaf)
            return group
        }
    }

    func leaves(from index: Int64, limit: Int) async throws -> [[UInt8]] {
        self.state.withLock { Array($0.leaves.dropFirst(Int(index)).prefix(limit)) }
    }

    func proof(of index: Int64) async throws -> String? { nil }

    func close() async throws {}
}

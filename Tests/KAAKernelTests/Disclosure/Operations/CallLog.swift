import Foundation
import KAAKernel
import Synchronization

/// What happened in which order, as those who call see it.
final class CallLog: Sendable {
    private struct State {
        var sequence = 0
        var grounds = NaiveGrounds()
        var consents: [(id: UUID, person: String, handler: Caller)] = []
        var revocations: [UUID: Int] = [:]
        var lawful = 0
        var refused: [String: Int] = [:]
        var unlawful: [String] = []
    }

    private let state = Mutex(State())

    var lawful: Int { self.state.withLock { $0.lawful } }
    var refused: [String: Int] { self.state.withLock { $0.refused } }
    var unlawful: [String] { self.state.withLock { $0.unlawful } }

    /// One of the latest consents with its person and handler, by a number that chance gives.
    func consent(_ number: UInt64) -> (id: UUID, person: String, handler: Caller)? {
        self.state.withLock { state in
            let latest = state.consents.suffix(60)
            return latest.isEmpty ? nil : latest[latest.startIndex + Int(number % UInt64(latest.count))]
        }
    }

    /// Whoever asked for a consent to be recorded has the answer.
    func recorded(_ id: UUID, _ handler: Caller, _ agreed: NaiveGrounds.Agreed) {
        self.state.withLock { state in
            state.grounds.agree(id, agreed)
            state.consents.append((id, agreed.person, handler))
        }
    }

    /// Whoever asked for a revocation has the answer.
    func revoked(_ id: UUID) {
        self.state.withLock { state in
            state.sequence += 1
            state.revocations[id] = state.revocations[id] ?? state.sequence
        }
    }

    /// A call is about to be made.
    func begin() -> Int {
        self.state.withLock { state in
            state.sequence += 1
            return state.sequence
        }
    }

    func refused(_ reason: String) {
        self.state.withLock { $0.refused[reason, default: 0] += 1 }
    }

    /// A call that began at `start` was answered.
    func answered(_ left: NaiveGrounds.Left, since start: Int) {
        self.state.withLock { state in
            if let revocation = state.revocations[left.consent], revocation < start {
                state.unlawful.append("begun after the revocation was answered")
            } else if case .unlawful(let why) = state.grounds.judge(left) {
                state.unlawful.append(why)
            } else {
                state.lawful += 1
            }
        }
    }
}

import KAARPC
import Synchronization

/// The answers that wait until their leaves are on disk, all by one append.
final class AppendGroup: AnswerGate {
    private enum State {
        case shut([any HeldAnswer])
        case open(Result<Void, any Error>)
    }

    private let state = Mutex(State.shut([]))

    func add(_ answer: any HeldAnswer) {
        let result = self.state.withLock { state -> Result<Void, any Error>? in
            switch state {
            case .shut(var answers):
                // Without a second owner, so that the array grows in place.
                state = .shut([])
                answers.append(answer)
                state = .shut(answers)
                return nil

            case .open(let result):
                return result
            }
        }
        if let result { answer.gateDidOpen(result) }
    }

    /// Lets the answers go, or makes them fail, now and later; only once.
    func open(_ result: Result<Void, any Error>) {
        let answers = self.state.withLock { state -> [any HeldAnswer] in
            guard case .shut(let answers) = state else { return [] }
            state = .open(result)
            return answers
        }
        for answer in answers { answer.gateDidOpen(result) }
    }
}

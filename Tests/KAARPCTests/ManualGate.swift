import Synchronization

@testable import KAARPC

/// Opens when a test says so.
final class ManualGate: AnswerGate {
    private struct State {
        var answers: [any HeldAnswer] = []
        var result: Result<Void, any Error>?
    }

    private let state = Mutex(State())

    /// Opened when an answer has come.
    let arrival = Latch()

    func add(_ answer: any HeldAnswer) {
        let result = self.state.withLock { state in
            state.answers.append(answer)
            return state.result
        }
        if let result { answer.gateDidOpen(result) }
        self.arrival.open()
    }

    /// Lets all answers go, or makes them fail, now and later.
    func open(_ result: Result<Void, any Error> = .success(())) {
        let answers = self.state.withLock { state in
            state.result = result
            return state.answers
        }
        for answer in answers { answer.gateDidOpen(result) }
    }
}

import KAARPC
import KAAWire
import Logging

/// Holds answers at a gate.
struct HoldingInterceptor: ServerInterceptor {
    let gate: ManualGate
    var check: @Sendable () throws -> Void = {}
    /// What the call ends with after the answer, if with a failure.
    var failure: RPCError?
    /// Told whether the answer can be held, before it is.
    var report: @Sendable (Bool) -> Void = { _ in }

    func sending(_ message: any WireMessage, _ context: ServerContext) async throws -> (any WireMessage)? {
        self.report(context.canHoldAnswer)
        if context.canHoldAnswer {
            context.holdAnswer(until: self.gate, check: self.check)
        }
        return nil
    }

    func finished(_ result: Result<Void, RPCError>, _ context: ServerContext) async throws {
        if let failure { throw failure }
    }

    func logMetadata(_ context: ServerContext) -> Logger.Metadata {
        ["kept": "yes"]
    }
}

import KAARPC

/// Tells how every call ended: a code, or `OK`.
struct OutcomeInterceptor: ServerInterceptor {
    let report: @Sendable (RPCCode) -> Void

    func finished(_ result: Result<Void, RPCError>, _ context: ServerContext) async {
        switch result {
        case .success: self.report(.ok)
        case .failure(let error): self.report(error.code)
        }
    }
}

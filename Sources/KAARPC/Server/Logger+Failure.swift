import Logging

extension Logger {
    /// Tells whoever operates the server what lay behind a failure, which the caller is not told.
    func logFailure(of result: Result<Void, RPCError>, method: MethodDescriptor) {
        guard case .failure(let error) = result, let cause = error.cause else { return }
        guard error.code == .unknown || error.code == .internalError else { return }
        self.error(
            "A call failed",
            metadata: ["method": "\(method.path)", "code": "\(error.code)", "cause": "\(cause)"]
        )
    }
}

import KAARPC

/// What a server did otherwise than a case asks.
struct CaseFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    static func unless(_ condition: Bool, _ description: @autoclosure () -> String) throws {
        guard condition else { throw CaseFailure(description()) }
    }

    /// Throws unless `body` fails with `code`, and with `message` if there is one.
    static func unlessFails(
        with code: RPCCode,
        message: String? = nil,
        _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as RPCError {
            try self.unless(error.code == code, "the call ended with \(error) instead of \(code)")
            try self.unless(message == nil || error.message == message, "the status has the text '\(error.message)'")
            return
        }
        throw CaseFailure("the call succeeded instead of ending with \(code)")
    }
}

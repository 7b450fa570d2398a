import KAAKernelTesting
public import KAARPC
public import Testing

/// Expects a call to fail as its contract says it does.
///
/// - Parameters:
///   - code: The status.
///   - reason: The stable reason in the details, such as `NOT_COVERED`; `nil` for any.
///   - field: The field of the request that is named, as a dotted path; `nil` for any or none.
///   - sourceLocation: The call, to which a failure is attributed.
///   - call: Makes the call.
public func expectFailure<Answer>(
    _ code: RPCCode,
    reason: String? = nil,
    field: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ call: () async throws -> Answer
) async {
    do {
        _ = try await call()
        Issue.record("The call succeeded.", sourceLocation: sourceLocation)
    } catch let error as RPCError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        if let reason {
            #expect(error.reason == reason, "\(error)", sourceLocation: sourceLocation)
        }
        if let field {
            #expect(error.invalidFields == [field], "\(error)", sourceLocation: sourceLocation)
        }
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}

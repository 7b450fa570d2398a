import Testing

/// Expects a command to have failed as an operator can act on: nothing on standard output, one line on standard error.
///
/// - Parameters:
///   - outcome: What the command wrote and how it ended.
///   - text: What the line must say.
///   - sourceLocation: The call, to which a failure is attributed.
func expectRefusal(
    _ outcome: ChildProcess.Outcome,
    saying text: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(outcome.exitCode > 0 && outcome.exitCode < 128, "\(outcome)", sourceLocation: sourceLocation)
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(text), "\(outcome.errors)", sourceLocation: sourceLocation)
}

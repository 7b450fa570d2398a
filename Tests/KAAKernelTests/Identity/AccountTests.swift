import KAAKernelTesting
import Testing

@testable import KAAKernel

/// Accounts, of which no two callers of different issuers have the same.
struct AccountTests {
    @Test(arguments: [
        ("anna", "own", "anna"), ("anna", "utbn", "utbn/anna"), ("utbn/anna", "own", "own/utbn/anna"),
        ("own/anna", "own", "own/own/anna"), ("anna@amn.example", "own", "anna@amn.example"),
        ("local:root", "process", "local:root"), ("local:root", "own", "own/local:root"),
        ("module:guidance", "own", "own/module:guidance"), ("unknown@192.0.2.1", "own", "own/unknown@192.0.2.1"),
        ("school", "certificate", "certificate/school"), ("school", "own", "school"),
    ])
    func namesTheIssuerWhereTheNameAloneCouldBeAnothers(subject: String, issuer: String, account: String) {
        var caller = Caller.sample(.coach)
        caller.subject = subject
        caller.issuer = issuer
        #expect(caller.account == account)
    }

    @Test func travelsBetweenModules() throws {
        var caller = Caller.sample(.coach)
        caller.issuer = "utbn"
        let metadata = try CallerMetadata.metadata(for: caller)
        #expect(try CallerMetadata.caller(in: metadata) == caller)
    }
}

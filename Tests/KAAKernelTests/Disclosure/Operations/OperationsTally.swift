@testable import KAAKernel

/// What came of a run of operations.
struct OperationsTally {
    var operations = 0
    var consents = 0
    var revocations = 0
    var restarts = 0
    var cuts = 0
    var refusals: [ConsentRefusal: Int] = [:]
    var refusedAtTheAnswer = 0
    var lawful = 0
    /// Disclosures while a revocation was on its way to the module, and before whoever asked for it had an answer.
    var revokedMeanwhile = 0
    /// The longest time from asking for a revocation to a disclosure that it did not stop.
    var longestMilliseconds = 0
    var unlawful: [String] = []

    var disclosures: Int { self.lawful + self.revokedMeanwhile + self.unlawful.count }

    var text: String {
        let refused = ConsentRefusal.allCases.map { "\($0.rawValue) \(self.refusals[$0, default: 0])" }
        return """
            \(self.operations) operations: \(self.consents) consents, \(self.revocations) revocations, \
            \(self.restarts) restarts of modules, \(self.cuts) modules cut off
            \(self.disclosures) disclosures, \(self.unlawful.count) without a live ground
            \(self.revokedMeanwhile) while a revocation was under way, at most \(self.longestMilliseconds) ms after it \
            was asked for
            \(self.refusals.values.reduce(0, +)) refused, \(self.refusedAtTheAnswer) of them at the answer: \
            \(refused.joined(separator: ", "))
            """
    }
}

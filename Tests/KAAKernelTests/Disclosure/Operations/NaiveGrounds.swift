import Foundation

/// What was agreed and taken back, in the plainest terms, to judge disclosures by.
///
/// It is written apart from the program and shares none of its types: a disclosure that both take for lawful by the same
/// mistake would be one that neither finds.
struct NaiveGrounds {
    /// What somebody agreed to.
    struct Agreed {
        var person: String
        var recordedBy: String
        var from: [String]
        var to: [String]
        var classes: [String]
        var purposes: [String]
        var firstDay: Int
        var lastDay: Int
        var revokedAt: Int?
        var isRevocationAnswered = false
    }

    /// What left a module.
    struct Left {
        var consent: UUID
        var person: String
        var from: String
        var to: String
        var purpose: String
        var classes: [String]
        var millisecond: Int
    }

    /// What is to be said of it.
    enum Judgement: Equatable {
        case lawful
        case revokedMeanwhile(milliseconds: Int)
        case unlawful(String)
    }

    private var agreed: [UUID: Agreed] = [:]

    mutating func agree(_ id: UUID, _ agreed: Agreed) {
        self.agreed[id] = agreed
    }

    /// Somebody asks for the consent to be taken back.
    mutating func revoke(_ id: UUID, at millisecond: Int) {
        if self.agreed[id]?.revokedAt == nil { self.agreed[id]?.revokedAt = millisecond }
    }

    /// Somebody is told that the consent has been taken back.
    mutating func answerRevocation(of id: UUID) {
        self.agreed[id]?.isRevocationAnswered = true
    }

    mutating func forget(person: String) {
        self.agreed = self.agreed.filter { $0.value.person != person }
    }

    func judge(_ left: Left) -> Judgement {
        guard let agreed = self.agreed[left.consent] else { return .unlawful("nobody agreed") }
        guard agreed.person == left.person else { return .unlawful("somebody else agreed") }
        guard agreed.from.contains(left.from) else { return .unlawful("\(left.from) was not to tell") }
        guard agreed.recordedBy == left.from else { return .unlawful("\(left.from) did not record it") }
        guard agreed.to.contains(left.to) else { return .unlawful("\(left.to) was not to know") }
        guard agreed.purposes.contains(left.purpose) else { return .unlawful("not for \(left.purpose)") }
        for name in left.classes {
            guard agreed.classes.contains(name) else { return .unlawful("\(name) was not agreed to") }
            // Förordning (2006:39) 5 §, whatever was agreed.
            if name == "SOCIAL", ["AMN", "UTBN", "KS"].contains(left.to) { return .unlawful("SOCIAL to \(left.to)") }
        }
        let day = Self.swedishDay(left.millisecond)
        guard agreed.firstDay <= day else { return .unlawful("not valid yet") }
        guard day <= agreed.lastDay else { return .unlawful("expired") }
        guard let revokedAt = agreed.revokedAt else { return .lawful }
        if agreed.isRevocationAnswered { return .unlawful("revoked, and said to be") }
        let age = left.millisecond - revokedAt
        return age <= 1_000 ? .revokedMeanwhile(milliseconds: age) : .unlawful("revoked \(age) ms ago")
    }

    /// The day in Sweden at a millisecond since 1970, for the winter of 2026 and the years 2027 and 2028.
    static func swedishDay(_ millisecond: Int) -> Int {
        // Summer time begins and ends at 01:00 UTC on the last Sundays of March and October.
        let summers = [1_806_195_600..<1_824_944_400, 1_837_645_200..<1_856_394_000]
        let second = millisecond / 1_000
        let offset = summers.contains { $0.contains(second) } ? 7_200 : 3_600
        return (second + offset) / 86_400
    }
}

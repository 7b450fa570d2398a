import Foundation
import KAAKernelContract
import KAAScreening
import KAAWire

/// Decides whether a call may be made, by what it states of itself and what the contract and the law ask.
///
/// What nothing allows is denied. The order of the conditions is fixed, so that a refusal tells the same reason each
/// time: role, board and ground, purpose, person, assurance, reason.
struct PolicyEngine: Sendable {
    /// The most characters of a reason that is kept.
    static let maximumReasonCount = 200

    /// The law on what may go from one board to another.
    let grounds: GroundRegistry

    /// The boards whose auditors supervise all others.
    let auditBoards: Set<Board>

    /// Names what the engine decides by: with the same text here, it decides the same.
    let version: String

    /// Creates an engine.
    ///
    /// - Parameters:
    ///   - grounds: The law.
    ///   - rules: What the contracts ask, by the path of the method.
    ///   - auditBoards: The boards whose auditors supervise all others.
    init(
        grounds: GroundRegistry,
        rules: [String: MethodRule] = [:],
        auditBoards: Set<Board> = AuditConfiguration.standardBoards
    ) {
        self.grounds = grounds
        self.auditBoards = auditBoards
        let lines = rules.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.canonicalText)" }
        let boards = auditBoards.map(\.description).sorted().joined(separator: " ")
        self.version = Digest.short(of: ([grounds.version, boards] + lines).joined(separator: "\n"))
    }

    /// What a call may do.
    ///
    /// - Throws: The first condition that it does not meet.
    func decide(_ question: PolicyQuestion, by rule: MethodRule) throws(PolicyRefusal) -> PolicyAllowance {
        let roles = question.caller.roles.intersection(rule.roles)
        guard !roles.isEmpty else { throw .role }
        if roles == [.auditor], !self.mayAudit(question, rule) { throw .board }
        let discloser = rule.discloser(to: question.receiver)
        let version = try discloser.map { discloser throws(PolicyRefusal) in
            try self.version(for: question, from: discloser, by: rule)
        }
        guard version == nil || question.purpose != nil else { throw .purposeMissing }
        guard let purpose = Self.purpose(of: question, by: rule) else { throw .purpose }
        if let version, !version.purposes.contains(purpose) { throw .groundNotForPurpose }
        guard question.caller.kind == .person || !rule.personRequired else { throw .person }
        guard question.caller.assurance >= rule.minimumAssurance else { throw .assurance }
        let reason = try Self.reason(of: question)
        guard reason != nil || !(rule.reasonRequired || version?.needsReason == true) else { throw .reasonMissing }
        guard let discloser, let version else { return PolicyAllowance(purpose: purpose, reason: reason) }
        let terms = DisclosureTerms(
            discloser: discloser,
            receiver: question.receiver,
            ground: version.citation,
            classes: version.classes(from: discloser, to: question.receiver),
            classesBrought: Self.classesBrought(by: question, to: discloser, version, rule),
            consentID: try Self.consent(of: question, version)
        )
        return PolicyAllowance(purpose: purpose, reason: reason, terms: terms)
    }

    /// Whether an auditor's mandate reaches a method: everywhere for boards that supervise, for any other in its own modules.
    ///
    /// A party outside the municipality has auditors too, whose business the register is not.
    private func mayAudit(_ question: PolicyQuestion, _ rule: MethodRule) -> Bool {
        let board = question.caller.board
        guard rule.isRecorded || rule.access == .aggregate else { return true }
        return self.auditBoards.contains(board) || rule.owner == board
    }

    private func version(
        for question: PolicyQuestion,
        from discloser: Board,
        by rule: MethodRule
    ) throws(PolicyRefusal) -> GroundVersion {
        guard !rule.grounds.isEmpty else { throw .board }
        guard let stated = question.ground else { throw .groundMissing }
        guard let ground = LegalGround(rawValue: stated) else { throw .groundUnknown }
        guard rule.grounds.contains(ground) else { throw .groundNotAllowed }
        let day = CivilDate(swedishDayOf: question.moment)
        guard let version = self.grounds.version(of: ground, on: day) else { throw .groundNotInForce }
        let classes = version.classes(from: discloser, to: question.receiver)
        guard !classes.isEmpty else { throw .groundNotBetweenBoards }
        guard rule.answerNeeds?.areMet(by: classes) ?? true else { throw .groundTooNarrow }
        _ = try Self.consent(of: question, version)
        return version
    }

    /// The classes of data that the request may tell the board that holds the data.
    ///
    /// By what a person or a page is found tells a board nothing that it did not know; what it is to write down may. A consent
    /// is to what its recorder tells, which is not the caller.
    private static func classesBrought(
        by question: PolicyQuestion,
        to owner: Board,
        _ version: GroundVersion,
        _ rule: MethodRule
    ) -> Set<Kaa.Kernel.V1.DataClass> {
        let opened = version.ground == .consentOSL12Kap2 ? [] : version.classes(from: question.receiver, to: owner)
        return rule.access == .read ? opened.union([.identity, .operational]) : opened
    }

    private static func purpose(of question: PolicyQuestion, by rule: MethodRule) -> Purpose? {
        guard let stated = question.purpose else { return rule.purposes.first }
        return Purpose(rawValue: stated).flatMap { rule.purposes.contains($0) ? $0 : nil }
    }

    private static func consent(
        of question: PolicyQuestion,
        _ version: GroundVersion
    ) throws(PolicyRefusal) -> UUID? {
        guard version.ground == .consentOSL12Kap2 else { return nil }
        guard let stated = question.consent else { throw .consentMissing }
        guard let id = UUID(text: stated) else { throw .consentUnknown }
        return id
    }

    /// The reason, from metadata that carries other letters than those of ASCII as gRPC's own messages do.
    private static func reason(of question: PolicyQuestion) throws(PolicyRefusal) -> String? {
        guard let stated = question.reason else { return nil }
        let text = stated.removingPercentEncoding ?? stated
        let reason: String
        do {
            reason = try String(field: "kaa-reason", text, maximumCount: self.maximumReasonCount)
        } catch {
            throw .reasonNotAllowed
        }
        // It goes into the audit log, which forgets nothing.
        guard Screen.standard.findings(in: reason).isEmpty else { throw .reasonNotAllowed }
        return reason
    }
}

import KAAKernelContract
import KAAWire

/// What calls of one method are held to: the contract's policy in the kernel's own words, and whose method it is.
struct MethodRule: Sendable {
    /// The board that answers for the module; `nil` for the kernel's own services, which are nobody's.
    let owner: Board?

    /// The roles that may call.
    let roles: Set<Role>

    /// The purposes that are served, the usual one first.
    let purposes: [Purpose]

    /// The grounds that open the method to other boards.
    let grounds: Set<LegalGround>

    /// What is done with personal data; `nil` if the contract does not say.
    let access: AuditAccess?

    /// Whether the caller must say why it calls.
    let reasonRequired: Bool

    /// How surely the caller must be known.
    let minimumAssurance: AssuranceLevel

    /// What must be open for the answer to go to another board; `nil` if it never does.
    let answerNeeds: DisclosureNeeds?

    init(_ policy: MethodPolicy, owner: Board?) {
        self.owner = owner
        self.roles = Set(policy.roles.compactMap(Role.init(contract:)))
        self.purposes = policy.purposes.compactMap(Purpose.init(contract:))
        self.grounds = Set(policy.grounds.compactMap { LegalGround(rawValue: $0.mnemonic) })
        self.access = AuditAccess(contract: policy.access)
        self.reasonRequired = policy.reasonRequired
        self.minimumAssurance = AssuranceLevel(contract: policy.minimumAssurance) ?? .high
        self.answerNeeds = policy.answerNeeds
    }

    /// The rule as a text that is the same for rules that are the same.
    var canonicalText: String {
        [
            self.owner?.description ?? "-",
            self.roles.map(\.rawValue).sorted().joined(separator: ","),
            self.purposes.map(\.rawValue).joined(separator: ","),
            self.grounds.map(\.rawValue).sorted().joined(separator: ","),
            self.access?.rawValue ?? "-",
            "\(self.reasonRequired)",
            "\(self.minimumAssurance.rawValue)",
            self.answerNeeds?.canonicalText ?? "-",
        ].joined(separator: "|")
    }

    /// The board from which personal data would go to `receiver`, or `nil` if they stay with the one that holds them.
    ///
    /// Figures about groups and what concerns nobody go to whom the roles admit.
    func discloser(to receiver: Board) -> Board? {
        guard let owner = self.owner, owner != receiver else { return nil }
        switch self.access {
        case .read, .write, nil: return owner
        case .some(AuditAccess.none), .aggregate: return nil
        }
    }
}

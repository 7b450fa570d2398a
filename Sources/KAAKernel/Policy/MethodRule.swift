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

    /// Whether a call changes nothing; what the contract does not say so of may.
    let changesNothing: Bool

    /// Whether the caller must be a person.
    let personRequired: Bool

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
        self.personRequired = policy.personRequired
        self.changesNothing = policy.changesNothing
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
            "\(self.changesNothing)",
            "\(self.personRequired)",
            "\(self.reasonRequired)",
            "\(self.minimumAssurance.rawValue)",
            self.answerNeeds?.canonicalText ?? "-",
        ].joined(separator: "|")
    }

    /// Whether calls and refusals of calls go on record: all that touch personal data, and all that may change anything.
    var isRecorded: Bool {
        switch self.access {
        case .read, .write, nil: true
        case .some(AuditAccess.none), .aggregate: !self.changesNothing
        }
    }

    /// The board whose border a call from `receiver` would cross, or `nil` if it crosses none.
    ///
    /// Figures about groups and what concerns nobody may be looked at by whom the roles admit, but changed by the own
    /// board alone: a feed that comes in, or a list of whom to delete, is about persons whom no request names.
    func discloser(to receiver: Board) -> Board? {
        guard let owner = self.owner, owner != receiver else { return nil }
        return self.isRecorded ? owner : nil
    }
}

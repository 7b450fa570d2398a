/// A mandate that a caller acts under.
///
/// The list is closed: a token with another role is refused.
public enum Role: String, CaseIterable, Hashable, Sendable {
    /// City-wide coordinator of the activity responsibility: the whole register, reporting, rules, hand-over.
    case kaaCoordinator = "kaa-coordinator"

    /// Coordinator responsible for the register: its quality, the nightly import, access administration.
    case registerCoordinator = "register-coordinator"

    /// Local coordinator at a jobbtorg: the young people of its districts.
    case localCoordinator = "local-coordinator"

    /// Coach or counsellor at a jobbtorg: interventions and follow-up.
    case coach = "coach"

    /// Counsellor at Skolslussen: guidance, level tests, places.
    case guidanceCounsellor = "guidance-counsellor"

    /// Social worker of a district board; sees the board's own district only.
    case socialWorker = "social-worker"

    /// Member of the strategic cooperation group: figures about groups, never persons.
    case strategicGroup = "strategic-group"

    /// Reporting officer: the national file, term and yearly reports.
    case reportingOfficer = "reporting-officer"

    /// Whoever runs the system: its state, never its persons.
    case operation = "operator"

    /// Auditor or data protection officer: the access log, samples.
    case auditor = "auditor"

    /// A connected system, such as a school register.
    case integration = "integration"
}

extension Role {
    /// Whether anybody can have this mandate at `board`.
    ///
    /// The register and the work around it belong to the boards with the activity responsibility and to the municipality's
    /// own administration. The social services' boards have staff of their own, and outside parties connect systems or
    /// audit. A token that says otherwise is mistaken about one of the two.
    func exists(at board: Board) -> Bool {
        switch (self, board) {
        case (.socialWorker, .son), (.socialWorker, .sdn): true
        case (.socialWorker, _): false
        case (.integration, _), (.auditor, _): true
        case (_, .external): false
        case (.strategicGroup, _), (.operation, _): true
        case (_, .son), (_, .sdn): false
        default: true
        }
    }
}

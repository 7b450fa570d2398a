public import KAAKernel

extension Caller {
    /// A person with one role, of the board that has such a person in Stockholm.
    ///
    /// - Parameters:
    ///   - role: The mandate.
    ///   - board: Another board than the usual one.
    ///   - districts: The districts the caller may deal with.
    /// - Returns: A caller whose account is called after the role.
    public static func sample(
        _ role: Role,
        board: Board? = nil,
        districts: DistrictScope = .all
    ) -> Caller {
        Caller(
            subject: "sample-\(role.rawValue)",
            kind: role == .integration ? .system : .person,
            board: board ?? Self.usualBoard(of: role),
            roles: [role],
            districts: districts,
            assurance: .substantial
        )
    }

    /// A coordinator of the named group that deals with protected persons, as every fixture's configuration names it.
    public static func protectionHandler(
        as role: Role = .kaaCoordinator,
        assurance: AssuranceLevel = .substantial
    ) -> Caller {
        Caller(
            subject: "sample-protection-handler",
            kind: .person,
            board: self.usualBoard(of: role),
            roles: [role],
            assurance: assurance
        )
    }

    private static func usualBoard(of role: Role) -> Board {
        switch role {
        case .kaaCoordinator, .registerCoordinator, .localCoordinator, .coach, .reportingOfficer, .operation: .amn
        case .guidanceCounsellor: .utbn
        case .socialWorker: .sdn("14")
        case .strategicGroup, .auditor: .ks
        case .integration: .external("SCHOOL-REGISTER")
        }
    }
}

import Foundation
import KAAKernel

/// A purge: numbers, dates and approvals, which are also all that stays of it.
struct Purge: Hashable, Sendable {
    /// Who approved, with which mandates of those that count.
    struct Approval: Hashable, Sendable {
        let caller: String
        let roles: Set<Role>
        let approvedAt: Date
    }

    /// Why an approval does not count.
    enum ApprovalError: Error, Hashable {
        /// The purge does not wait for approvals.
        case notProposed
        /// The caller has approved already.
        case sameCaller
        /// The former approval came from the same mandate, and the caller has not the other one.
        case otherRoleRequired
    }

    /// The mandates whose holders approve, one each.
    static let approvingRoles: Set<Role> = [.registerCoordinator, .kaaCoordinator]

    let id: UUID
    var state: PurgeState
    let dueBy: CivilDate
    let monthsAfterCoverage: Int
    let ruleVersion: String
    let byStatute: Int
    let byPolicy: Int
    let proposedAt: Date
    var doneAt: Date?
    var approvals: [Approval]

    /// Adds an approval; the second one that counts lets the purge be carried out.
    mutating func approve(by caller: Caller, at moment: Date) throws(ApprovalError) {
        guard self.state == .proposed else { throw .notProposed }
        guard !self.approvals.contains(where: { $0.caller == caller.account }) else { throw .sameCaller }
        let roles = caller.roles.intersection(Self.approvingRoles)
        if let former = self.approvals.first {
            // One stands for each mandate, in whichever order they came.
            guard former.roles.union(roles) == Self.approvingRoles else { throw .otherRoleRequired }
            self.state = .approved
        }
        self.approvals.append(Approval(caller: caller.account, roles: roles, approvedAt: moment))
    }
}

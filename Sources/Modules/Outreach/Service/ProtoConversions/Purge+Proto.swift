import Foundation
import KAAKernel
import KAAWire
import OutreachContract

extension Kaa.Outreach.V1.Purge {
    init(_ purge: Purge) {
        self.init(
            purgeID: purge.id.uuidString.lowercased(),
            state: .init(purge.state),
            dueOn: purge.dueBy.description,
            monthsAfterCoverage: Int32(clamping: purge.monthsAfterCoverage),
            persons: Int64(purge.byStatute + purge.byPolicy),
            byStatute: Int64(purge.byStatute),
            byPolicy: Int64(purge.byPolicy),
            approvals: purge.approvals.map { approval in
                .init(
                    callerID: approval.caller,
                    roleCode: approval.roles.map(\.rawValue).sorted().joined(separator: ","),
                    approveTime: Google.Protobuf.Timestamp(approval.approvedAt)
                )
            },
            proposeTime: Google.Protobuf.Timestamp(purge.proposedAt),
            doneTime: purge.doneAt.map(Google.Protobuf.Timestamp.init),
            ruleVersion: purge.ruleVersion
        )
    }
}

extension Kaa.Outreach.V1.PurgeState {
    init(_ state: PurgeState) {
        switch state {
        case .proposed: self = .proposed
        case .approved: self = .approved
        case .running, .recordsDeleted, .figuresTold, .erased: self = .running
        case .done: self = .done
        case .dropped: self = .dropped
        }
    }
}

extension Kaa.Outreach.V1.PurgeItem {
    init(_ item: PurgeStorage.Item) {
        self.init(
            youngPersonID: item.youngPersonID?.description ?? "",
            birthYear: Int32(clamping: item.birthDate.year),
            lastDay: GallringRule.lastDay(bornOn: item.birthDate).description,
            reason: item.reason == .statute ? .statute : .policy
        )
    }
}

import Foundation
import KAAKernel
import KAAWire
import OutreachContract

extension Kaa.Outreach.V1.Protection {
    init(_ protection: SkyddadePersonuppgifter) {
        switch protection {
        case .none: self = .unspecified
        case .sekretessmarkering: self = .sekretessmarkering
        case .skyddadFolkbokforing: self = .skyddadFolkbokforing
        }
    }
}

extension Kaa.Outreach.V1.ProtectedPerson {
    init(_ outreachCase: OutreachCase, _ protection: SkyddadePersonuppgifter) {
        self.init(
            youngPersonID: outreachCase.youngPersonID.description,
            protection: .init(protection),
            state: .init(outreachCase.state),
            coveredSince: outreachCase.coveredSince?.description,
            nextContactOn: outreachCase.nextContactOn?.description
        )
    }
}

extension Kaa.Outreach.V1.ProtectedReveal {
    init(_ reveal: ProtectedReveal) {
        self.init(
            revealID: reveal.id.uuidString.lowercased(),
            account: reveal.account,
            revealTime: .init(reveal.revealedAt)
        )
    }
}

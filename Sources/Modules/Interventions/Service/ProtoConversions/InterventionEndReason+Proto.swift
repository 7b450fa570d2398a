import InterventionsContract
import KAAKernel
import KAARPC
import KAAWire

extension InterventionEndReason {
    init(proto: Kaa.Interventions.V1.InterventionEndReason) throws {
        switch proto {
        case .completed: self = .completed
        case .toEducation: self = .toEducation
        case .toWork: self = .toWork
        case .toOtherIntervention: self = .toOtherIntervention
        case .toArbetsformedlingen: self = .toArbetsformedlingen
        case .moved: self = .moved
        case .turned20: self = .turned20
        case .abortedByYouth: self = .abortedByYouth
        case .noShow: self = .noShow
        case .returnedToReferrer: self = .returnedToReferrer
        case .other: self = .other
        case .unknown: self = .unknown
        case .unspecified, .unrecognized: throw RPCError.invalid("end_reason", "is not a known reason")
        }
    }
}

extension Kaa.Interventions.V1.InterventionEndReason {
    init(_ reason: InterventionEndReason) {
        switch reason {
        case .completed: self = .completed
        case .toEducation: self = .toEducation
        case .toWork: self = .toWork
        case .toOtherIntervention: self = .toOtherIntervention
        case .toArbetsformedlingen: self = .toArbetsformedlingen
        case .moved: self = .moved
        case .turned20: self = .turned20
        case .abortedByYouth: self = .abortedByYouth
        case .noShow: self = .noShow
        case .returnedToReferrer: self = .returnedToReferrer
        case .other: self = .other
        case .unknown: self = .unknown
        }
    }
}

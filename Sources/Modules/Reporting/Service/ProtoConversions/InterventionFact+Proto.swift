import InterventionsContract
import KAAKernel
import KAAWire

extension InterventionFact {
    init(proto: Kaa.Interventions.V1.InterventionRecorded) throws {
        guard !proto.typeCode.isEmpty else { throw MalformedEvent(field: "type_code") }
        let startedOn = try EventField.day("started_on", proto.startedOn)
        let end: End? =
            switch (proto.endedOn, proto.endReason) {
            case (let day?, let reason?):
                End(day: try EventField.day("ended_on", day), reason: try EndReason(proto: reason))
            case (nil, nil): nil
            case (_?, nil): throw MalformedEvent(field: "end_reason")
            case (nil, _?): throw MalformedEvent(field: "ended_on")
            }
        if let end, end.day < startedOn { throw MalformedEvent(field: "ended_on") }
        self.init(
            id: try EventField.identifier("intervention_id", proto.interventionID),
            youngPerson: try EventField.youngPerson(proto.youngPersonID),
            type: proto.typeCode,
            startedOn: startedOn,
            end: end
        )
    }
}

extension EndReason {
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
        case .unspecified, .unrecognized: throw MalformedEvent(field: "end_reason")
        }
    }
}

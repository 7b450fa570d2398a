import Foundation
import InterventionsContract
import KAAKernel
import KAARPC
import KAAWire

extension InterventionStart {
    init(proto: Kaa.Interventions.V1.StartInterventionRequest, today: CivilDate) throws {
        let day = try CivilDate(field: "started_on", proto.startedOn, ifEmpty: today)
        guard day <= today else { throw RPCError.invalid("started_on", "is after today") }
        guard let type = InterventionTypeCode(rawValue: proto.typeCode) else {
            throw RPCError.invalid("type_code", "is not a mnemonic")
        }
        self.init(
            youngPerson: YoungPersonID(try UUID(field: "young_person_id", proto.youngPersonID)),
            type: type,
            day: day
        )
    }
}

extension Kaa.Interventions.V1.Intervention {
    init(_ intervention: Intervention) {
        self.init(
            interventionID: intervention.id.uuidString.lowercased(),
            youngPersonID: intervention.youngPerson.description,
            typeCode: intervention.type.rawValue,
            startedOn: intervention.startedOn.description,
            endedOn: intervention.end?.day.description,
            endReason: (intervention.end?.reason).map(Kaa.Interventions.V1.InterventionEndReason.init)
        )
    }
}

extension Kaa.Interventions.V1.InterventionRecorded {
    init(_ intervention: Intervention, at moment: Date) {
        self.init(
            interventionID: intervention.id.uuidString.lowercased(),
            youngPersonID: intervention.youngPerson.description,
            typeCode: intervention.type.rawValue,
            ownerBoard: intervention.owner.description,
            startedOn: intervention.startedOn.description,
            endedOn: intervention.end?.day.description,
            endReason: (intervention.end?.reason).map(Kaa.Interventions.V1.InterventionEndReason.init),
            recordTime: .init(moment)
        )
    }
}

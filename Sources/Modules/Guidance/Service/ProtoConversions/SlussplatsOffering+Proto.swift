import Foundation
import GuidanceContract
import KAAKernel
import KAARPC
import KAAWire

extension SlussplatsOffering {
    private static let schoolNameCount = 100

    /// Reads the school, the days and the capacity of a new offering.
    init(proto: Kaa.Guidance.V1.SlussplatsOffering?, id: UUID) throws {
        guard let proto else { throw RPCError.invalid("slussplats_offering", "is missing") }
        let path = "slussplats_offering"
        guard let school = SchoolUnitCode(rawValue: proto.schoolUnitCode) else {
            throw RPCError.invalid("\(path).school_unit_code", "is not eight digits")
        }
        let opensOn = try CivilDate(field: "\(path).opens_on", proto.opensOn)
        let closesOn = try CivilDate(field: "\(path).closes_on", proto.closesOn)
        guard opensOn <= closesOn else { throw RPCError.invalid("\(path).closes_on", "is before the first day") }
        guard Self.capacities.contains(Int(proto.capacity)) else {
            throw RPCError.invalid("\(path).capacity", "is not from 1 to 500")
        }
        self.init(
            id: id,
            school: school,
            schoolName: try String(
                field: "\(path).school_name",
                proto.schoolName,
                maximumCount: Self.schoolNameCount
            ),
            opensOn: opensOn,
            closesOn: closesOn,
            capacity: Int(proto.capacity),
            booked: 0,
            started: 0
        )
    }
}

extension Kaa.Guidance.V1.SlussplatsOffering {
    init(_ offering: SlussplatsOffering) {
        self.init(
            slussplatsOfferingID: offering.id.uuidString.lowercased(),
            schoolUnitCode: offering.school.rawValue,
            schoolName: offering.schoolName,
            opensOn: offering.opensOn.description,
            closesOn: offering.closesOn.description,
            capacity: Int32(offering.capacity),
            booked: Int32(offering.booked),
            started: Int32(offering.started)
        )
    }
}

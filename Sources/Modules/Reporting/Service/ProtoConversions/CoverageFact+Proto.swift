import KAAKernel
import KAAKernelContract
import KAAWire
import OutreachContract

extension CoverageFact {
    init(proto: Kaa.Outreach.V1.CoverageRecorded) throws {
        guard let sex = Sex(contract: proto.sex) else { throw MalformedEvent(field: "sex") }
        var former: CivilDate?
        self.init(
            youngPerson: try EventField.youngPerson(proto.youngPersonID),
            sex: sex,
            intervals: try proto.intervals.map { interval in
                let from = try EventField.day("intervals.from", interval.from)
                let until = try EventField.day("intervals.until", interval.until)
                guard from < until, former.map({ $0 <= from }) ?? true else { throw MalformedEvent(field: "intervals") }
                former = until
                return from..<until
            },
            moves: try proto.districts.map { district in
                Move(
                    day: district.from.isEmpty ? nil : try EventField.day("districts.from", district.from),
                    district: district.districtCode
                )
            }
        )
    }
}

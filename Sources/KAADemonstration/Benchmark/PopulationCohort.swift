/// The rest of the rows that a year group's pupils can have, composed once as bytes.
struct PopulationCohort {
    private let enrolments: [[UInt8]]
    private let merits: [[UInt8]]
    /// How many in 1 024 have no enrolment at all.
    private static let withoutEnrolment: UInt64 = 102

    /// Composes the rows of those who turn `age` in `year`.
    init(turning age: Int, in year: Int) {
        let start = year - max(age - 16, 0)
        let end = age >= 19 ? "\(year - age + 19)-06-12" : String()
        let form = age == 15 ? "GR,GR" : "GY,NA"
        self.enrolments = SchoolUnit.municipal.map { Array(",\(form),\($0.code),\(start)-07-01,\(end)\r\n".utf8) }
        let merits = [MeritFact.Merit.gymnasieexamen, .yrkesexamen, .studiebevis]
        self.merits = age >= 19 ? merits.map { Array(",\($0.rawValue),\(end)\r\n".utf8) } : []
    }

    /// What follows the number in the enrolment chosen by `draw`; nine of ten persons have one.
    func enrolment(_ draw: UInt64) -> [UInt8]? {
        guard (draw >> 24) & 0x3ff >= Self.withoutEnrolment else { return nil }
        return self.enrolments[Int((draw >> 34) & 0xff) % self.enrolments.count]
    }

    /// What follows the number in the certificate chosen by `draw`, if the year group has left school.
    func merit(_ draw: UInt64) -> [UInt8]? {
        let choice = Int((draw >> 42) & 0xff)
        guard !self.merits.isEmpty, choice < 220 else { return nil }
        return self.merits[choice < 180 ? 0 : choice < 200 ? 1 : 2]
    }
}

import KAAKernel
import KAAKernelContract
import KAAWire
import OutreachContract

/// The event that tells others of a person's coverage.
struct CoverageMessage {
    private let message: Kaa.Outreach.V1.CoverageRecorded

    init(
        _ youngPersonID: YoungPersonID,
        _ sex: Sex,
        _ intervals: [CoverageInterval],
        _ facts: PersonFacts
    ) {
        self.message = .init(
            youngPersonID: youngPersonID.description,
            sex: sex.contract,
            intervals: intervals.map { interval in
                .init(
                    from: interval.opening.day.description,
                    until: interval.closing.day.description,
                    openingReason: interval.opening.reason.rawValue,
                    closingReason: interval.closing.reason.rawValue
                )
            },
            districts: Self.districts(facts)
        )
    }

    /// Whether it tells of any coverage.
    var isEmpty: Bool { self.message.intervals.isEmpty }

    /// A number that differs, in all likelihood, when what it tells differs; never 0.
    func fingerprint() throws -> Int64 {
        // FNV-1a, which needs no key and gives the same number in every process.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in try self.message.encodedBytes() {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return Int64(bitPattern: hash == 0 ? 1 : hash)
    }

    /// The encoding, with the time it became known.
    func payload(at recordTime: Google.Protobuf.Timestamp) throws -> [UInt8] {
        var message = self.message
        message.recordTime = recordTime
        return try message.encodedBytes()
    }

    /// The encoding of the event that has others forget a person.
    static func withdrawal(
        of youngPersonID: YoungPersonID,
        at recordTime: Google.Protobuf.Timestamp
    ) throws -> [UInt8] {
        try Kaa.Outreach.V1.CoverageRecorded(
            youngPersonID: youngPersonID.description,
            recordTime: recordTime,
            withdrawn: true
        ).encodedBytes()
    }

    /// Where the person has lived, from the oldest snapshot that says so.
    private static func districts(_ facts: PersonFacts) -> [Kaa.Outreach.V1.DistrictInterval] {
        var result: [Kaa.Outreach.V1.DistrictInterval] = []
        for version in facts.residence.reversed() {
            guard let code = version.fact?.district?.rawValue else { continue }
            guard result.last?.districtCode != code else { continue }
            let from = result.isEmpty ? "" : version.snapshot.description
            result.append(.init(from: from, districtCode: code))
        }
        return result
    }
}

import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// A register of some young people in two districts, and those who work with them; today is Saturday 21 November 2026.
struct OutreachFixture {
    typealias Messages = Kaa.Outreach.V1
    typealias Client = Kaa.Outreach.V1.OutreachService.Client

    let register: RegisterFixture
    /// Those with an even index live in district 04, the others in district 12.
    let town: Town
    /// The identifiers that others know, in the order of the town's persons.
    let ids: [YoungPersonID]

    var kernel: KernelFixture { self.register.kernel }

    init(_ count: Int = 4, grounds: GroundRegistry = .sweden) async throws {
        self.register = try await RegisterFixture(grounds: grounds)
        var town = try Town(count)
        for (index, person) in town.persons.enumerated() {
            let district: DistrictCode = index.isMultiple(of: 2) ? "04" : "12"
            town.residences[person] = .invented(since: person.birthDate, district: district)
        }
        let run = try await self.register.night(try town.files(of: "2026-11-20"))
        try #require(run.state == .succeeded)
        let cases = try await self.register.cases()
        self.town = town
        self.ids = try town.persons.map { try #require(cases[$0]?.youngPersonID) }
    }

    func client(as role: Role = .kaaCoordinator, districts: DistrictScope = .all) throws -> Client {
        Client(try self.kernel.channel(as: role, districts: districts, on: .skollagen29Kap9))
    }

    func registerClient(
        as role: Role = .kaaCoordinator,
        districts: DistrictScope = .all
    ) throws -> Kaa.Outreach.V1.RegisterService.Client {
        .init(try self.kernel.channel(as: role, districts: districts, on: .skollagen29Kap9))
    }

    /// A local coordinator of district 04.
    func local() throws -> Client {
        try self.client(as: .localCoordinator, districts: .districts(["04"]))
    }

    /// How many rows a table has.
    func count(_ table: SQL) async throws -> Int {
        try await self.kernel.read("outreach") { try $0.value("SELECT COUNT(*) FROM \(table)", as: Int.self) ?? 0 }
    }

    /// The audit entries of a method, earliest first.
    func audit(_ method: MethodDescriptor) async throws -> [AuditEntry] {
        try await self.kernel.auditEntries(of: "outreach").filter { $0.method == method.path }
    }
}

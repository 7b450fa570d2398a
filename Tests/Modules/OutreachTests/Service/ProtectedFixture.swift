import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// A register of twelve young people, two of whom have become protected after a night in which they were not.
struct ProtectedFixture {
    typealias Messages = Kaa.Outreach.V1

    static let reason = "Samtal om studieval"
    /// A number that nobody in the register has.
    static let unknown = "00000000-0000-4000-8000-000000000000"

    let outreach: OutreachFixture
    let town: Town
    /// Somebody with a sekretessmarkering, who is covered and lived in district 04.
    let marked: YoungPersonID
    /// Somebody with skyddad folkbokföring.
    let hidden: YoungPersonID

    var kernel: KernelFixture { self.outreach.kernel }

    init() async throws {
        self.outreach = try await OutreachFixture(12)
        var town = self.outreach.town
        town.protect(town.persons[0], .sekretessmarkering)
        town.protect(town.persons[2], .skyddadFolkbokforing)
        let run = try await self.outreach.register.night(try town.files(of: "2026-11-21"))
        try #require(run.state == .succeeded)
        self.town = town
        self.marked = self.outreach.ids[0]
        self.hidden = self.outreach.ids[2]
    }

    /// The channels of all who may not know: without a place in the group, without a reason, not surely known.
    func outsiders(as role: Role = .kaaCoordinator) throws -> [any RPCChannel] {
        [
            try self.kernel.channel(as: role),
            try self.kernel.channel(for: .sample(role), reason: Self.reason),
            try self.kernel.channel(for: .sample(role, districts: .districts(["04"])), reason: Self.reason),
            try self.kernel.channel(for: .protectionHandler(as: role)),
            try self.kernel.channel(for: .protectionHandler(as: role, assurance: .basic), reason: Self.reason),
        ]
    }

    /// The channel of one of the group, who says why.
    func insider(as role: Role = .kaaCoordinator) throws -> any RPCChannel {
        try self.kernel.channel(for: .protectionHandler(as: role), reason: Self.reason)
    }

    /// Every method of the module that names a person, as a call.
    static func calls(_ channel: any RPCChannel, about id: String) -> [@Sendable () async throws -> Void] {
        let outreach = Messages.OutreachService.Client(channel)
        let register = Messages.RegisterService.Client(channel)
        return [
            { _ = try await outreach.getYoungPerson(.init(youngPersonID: id)) },
            { _ = try await outreach.listContactAttempts(.init(youngPersonID: id)) },
            { _ = try await outreach.setNextContact(.init(youngPersonID: id, nextContactOn: "2026-12-01")) },
            { _ = try await outreach.recordContactAttempt(.init(youngPersonID: id, step: .phone, result: .noAnswer)) },
            { _ = try await register.checkCoverage(.init(youngPersonID: id)) },
        ]
    }
}

extension Town {
    /// Gives somebody's row a mark.
    mutating func protect(_ person: IdentityNumber, _ protection: SkyddadePersonuppgifter) {
        self.residences[person] = .invented(since: person.birthDate, protection: protection)
    }
}

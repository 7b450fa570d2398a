import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import KAAKernel

/// Recording, showing and taking back consents through the kernel.
@Suite(.timeLimit(.minutes(10)))
struct ConsentServiceTests {
    private typealias Client = Kaa.Kernel.V1.ConsentService.Client

    private let kernel: KernelFixture

    init() async throws {
        self.kernel = try await KernelFixture([AgesModule.self])
    }

    private func client(_ role: Role, board: Board? = nil) throws -> Client {
        Client(try self.kernel.channel(as: role, board: board))
    }

    /// One of the board that tells.
    private func recorder() throws -> Client {
        try self.client(.socialWorker, board: .sdn("01"))
    }

    @Test func recordsWhatWasAgreedAndByWhom() async throws {
        let consent = try #require(try await self.recorder().recordConsent(.sample).consent)
        #expect(consent.receivingBoards == ["AMN"])
        #expect(consent.dataClasses == [.identity, .occupation])
        #expect(consent.handlerBoard == "SDN:01")
        #expect(consent.handlerID == "sample-social-worker")
        #expect(consent.validFrom == "2026-11-20")
        #expect(consent.revokeTime == nil)
        let found = try await self.recorder().getConsent(.init(consentID: consent.consentID))
        #expect(found.consent == consent)
        let entries = try await self.kernel.auditEntries(of: "kernel")
        #expect(entries.map(\.access) == [.write, .read])
        #expect(entries.allSatisfy { $0.subjects.map(\.description) == [consent.youngPersonID] })
    }

    @Test func recordsARepeatedRequestOnce() async throws {
        var request = Kaa.Kernel.V1.RecordConsentRequest.sample
        request.requestID = "0190d7a0-0000-7000-8000-000000000001"
        let first = try await self.recorder().recordConsent(request)
        let second = try await self.recorder().recordConsent(request)
        #expect(first == second)
    }

    @Test func asksTheRegisterAndNotTheHandlerHowOldSomeoneIs() async throws {
        try self.kernel.module(AgesModule.self).directory.set(15)
        await expectFailure(.failedPrecondition, reason: "CONSENT_GIVER_WITHOUT_STANDING") {
            try await self.recorder().recordConsent(.sample)
        }
        var mature = Kaa.Kernel.V1.RecordConsentRequest.sample
        mature.foundMature = true
        _ = try await self.recorder().recordConsent(mature)
        try self.kernel.module(AgesModule.self).directory.set(nil)
        await expectFailure(.notFound) { try await self.recorder().recordConsent(mature) }
    }

    @Test func recordsNothingWhereNobodyKnowsTheAge() async throws {
        let kernel = try await KernelFixture([])
        await expectFailure(.failedPrecondition, reason: "AGE_NOT_KNOWN") {
            try await Client(try kernel.channel(as: .socialWorker, board: .sdn("01"))).recordConsent(.sample)
        }
    }

    @Test func refusesWhatNoConsentOpens() async throws {
        var request = Kaa.Kernel.V1.RecordConsentRequest.sample
        request.dataClasses = [.social]
        await expectFailure(.failedPrecondition, reason: "CONSENT_CLASS_FORBIDDEN") {
            try await self.recorder().recordConsent(request)
        }
    }

    @Test func namesTheFieldThatIsWrong() async throws {
        typealias Request = Kaa.Kernel.V1.RecordConsentRequest
        let faults: [(String, (inout Request) -> Void)] = [
            ("young_person_id", { $0.youngPersonID = "7" }), ("giver", { $0.giver = .unspecified }),
            ("form", { $0.form = .unrecognized(9) }), ("disclosing_boards", { $0.disclosingBoards = ["SDN:01", "X"] }),
            ("receiving_boards", { $0.receivingBoards.append("SDN:01") }), ("purposes", { $0.purposes = [] }),
            ("data_classes", { $0.dataClasses = [.aggregate] }), ("valid_until", { $0.validUntil = "" }),
            ("valid_until", { $0.validUntil = "2027-11-20" }), ("valid_until", { $0.validUntil = "2026-11-19" }),
            ("disclosing_boards", { $0.disclosingBoards = Array(repeating: "SDN:01", count: 161) }),
        ]
        for (field, change) in faults {
            var request = Request.sample
            change(&request)
            await expectFailure(.invalidArgument, field: field) { try await self.recorder().recordConsent(request) }
        }
    }

    @Test func letsNoBoardOpenTheBordersOfOthers() async throws {
        await expectFailure(.permissionDenied, reason: "BOARD_NOT_DISCLOSING") {
            try await self.client(.guidanceCounsellor).recordConsent(.sample)
        }
    }

    @Test func letsNoBoardMakeTheGroundForWhatItWants() async throws {
        await expectFailure(.permissionDenied, reason: "BOARD_NOT_DISCLOSING") {
            try await self.client(.coach).recordConsent(.sample)
        }
        let list = Kaa.Kernel.V1.ListConsentsRequest(youngPersonID: YoungPersonID.sampleOfConsent.description)
        #expect(try await self.recorder().listConsents(list).consents.isEmpty)
    }

    @Test(arguments: SkyddadePersonuppgifter.allCases.filter { $0 != .none })
    func saysTheSameOfAProtectedPersonsConsentAsOfNone(protection: SkyddadePersonuppgifter) async throws {
        let recorder = try self.recorder()
        let consent = try #require(try await recorder.recordConsent(.sample).consent)
        try self.kernel.module(AgesModule.self).subjects.replace(
            with: [.sampleOfConsent: SubjectStanding(district: nil, protection: protection)]
        )
        func failures(_ id: String) async -> [RPCError?] {
            var failures: [RPCError?] = []
            do { _ = try await recorder.getConsent(.init(consentID: id)) } catch { failures.append(error as? RPCError) }
            do {
                _ = try await recorder.revokeConsent(.init(consentID: id))
            } catch {
                failures.append(error as? RPCError)
            }
            return failures
        }
        let protected = await failures(consent.consentID)
        let unknown = await failures("0190d7a0-0000-7000-8000-000000000002")
        #expect(protected.map(\.?.code) == [.notFound, .notFound])
        #expect(protected.map(\.?.message) == unknown.map(\.?.message))
        #expect(protected.map(\.?.details) == unknown.map(\.?.details))
    }

    @Test func showsAConsentToTheBoardsThatItConcernsAndToAuditors() async throws {
        let consent = try #require(try await self.recorder().recordConsent(.sample).consent)
        let get = Kaa.Kernel.V1.GetConsentRequest(consentID: consent.consentID)
        let list = Kaa.Kernel.V1.ListConsentsRequest(youngPersonID: consent.youngPersonID)
        _ = try await self.client(.coach).getConsent(get)
        for stranger in [try self.client(.guidanceCounsellor), try self.client(.socialWorker, board: .sdn("02"))] {
            await expectFailure(.notFound) { try await stranger.getConsent(get) }
            await expectFailure(.notFound) { try await stranger.revokeConsent(.init(consentID: consent.consentID)) }
            #expect(try await stranger.listConsents(list).consents.isEmpty)
        }
        let auditor = try self.client(.auditor)
        await expectFailure(.notFound) { try await auditor.getConsent(get) }
        let audit = try await auditor.getConsent(get, options: .init(metadata: ["kaa-purpose": "AUDIT"]))
        #expect(audit.consent == consent)
    }

    @Test(arguments: [Board.utbn, .external("PARTNER")])
    func anAuditorOfABoardThatDoesNotSuperviseSeesNoConsentOfOthers(board: Board) async throws {
        let consent = try #require(try await self.recorder().recordConsent(.sample).consent)
        let get = Kaa.Kernel.V1.GetConsentRequest(consentID: consent.consentID)
        let options = CallOptions(metadata: ["kaa-purpose": "AUDIT"])
        await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
            try await self.client(.auditor, board: board).getConsent(get, options: options)
        }
        // Nor does it with another mandate beside it.
        var both = Caller.sample(.guidanceCounsellor)
        both.roles.insert(.auditor)
        let counsellor = Client(try self.kernel.channel(for: both))
        await expectFailure(.notFound) { try await counsellor.getConsent(get, options: options) }
    }

    @Test func listsInPages() async throws {
        var recorded: [String] = []
        for _ in 0..<5 {
            recorded.append(try #require(try await self.recorder().recordConsent(.sample).consent).consentID)
        }
        var request = Kaa.Kernel.V1.ListConsentsRequest(
            youngPersonID: YoungPersonID.sampleOfConsent.description,
            pageSize: 2
        )
        var listed: [String] = []
        repeat {
            let page = try await self.recorder().listConsents(request)
            listed += page.consents.map(\.consentID)
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        #expect(listed == recorded.sorted())
    }

    @Test func keepsWhatWasRevokedAndItsLog() async throws {
        let consent = try #require(try await self.recorder().recordConsent(.sample).consent)
        self.kernel.clock.advance(bySeconds: 60)
        let revoked = try await self.client(.coach).revokeConsent(.init(consentID: consent.consentID)).consent
        #expect(revoked?.revokeTime == .init(self.kernel.clock.now))
        #expect(revoked?.revokingBoard == "AMN")
        self.kernel.clock.advance(bySeconds: 60)
        let again = try await self.recorder().revokeConsent(.init(consentID: consent.consentID)).consent
        #expect(again == revoked)
        let listed = try await self.recorder().listConsents(.init(youngPersonID: consent.youngPersonID))
        #expect(listed.consents == [again])
        let entries = try await self.kernel.auditEntries(of: "kernel")
        #expect(entries.map(\.access) == [.write, .write, .write, .read])
    }
}

/// A module that knows how old the one person is that tests ask for.
private struct AgesModule: KernelModule {
    static let manifest = ModuleManifest(name: "ages", owner: .amn, provides: [], migrations: [])

    let directory = SettableAges()
    let subjects: SubjectDirectory

    init(context: ModuleContext) async throws {
        self.subjects = context.subjects
    }

    var services: [any PolicedService] { [] }

    var ages: (any AgeDirectory)? { self.directory }
}

extension Kaa.Kernel.V1.RecordConsentRequest {
    fileprivate static let sample = Self(
        youngPersonID: YoungPersonID.sampleOfConsent.description,
        giver: .youngPerson,
        form: .written,
        disclosingBoards: ["SDN:01"],
        receivingBoards: ["AMN"],
        dataClasses: [.identity, .occupation],
        purposes: [.kaaDuty],
        validUntil: "2026-12-19"
    )
}

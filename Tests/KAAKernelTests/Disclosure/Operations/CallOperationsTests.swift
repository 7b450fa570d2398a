import Foundation
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import SeededRandomness
import Testing

@testable import KAAKernel

/// Calls, consents and revocations of several boards at once, over the real kernel: policy, audit and all.
///
/// `scripts/check-trust calls` makes more of them.
@Suite(.timeLimit(.minutes(60)))
struct CallOperationsTests {
    private static let tasks = 8
    private static let receivers: [Caller] = [
        .sample(.coach), .sample(.guidanceCounsellor), .sample(.socialWorker, board: .sdn("01")),
        .sample(.socialWorker, board: .son),
    ]
    private static let holders: [(board: Board, method: MethodDescriptor)] = [
        (.amn, HolderModule<LabourOwner>.method), (.utbn, HolderModule<EducationOwner>.method),
        (.sdn("01"), HolderModule<DistrictOwner>.method),
    ]

    @Test func answerNobodyWithoutALiveGround() async throws {
        let stated = ProcessInfo.processInfo.environment["KAA_CALLS"].flatMap(Int.init)
        let seed = ProcessInfo.processInfo.environment["KAA_SEED"].flatMap(UInt64.init) ?? 1
        let count = stated ?? 2_000
        let kernel = try await KernelFixture([
            HolderModule<LabourOwner>.self, HolderModule<EducationOwner>.self, HolderModule<DistrictOwner>.self,
        ])
        let persons = (0..<20).map { _ in YoungPersonID(kernel.identifiers.next()) }
        let log = CallLog()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<Self.tasks {
                group.addTask {
                    var random = SplitMix(seed: seed &* 1_000 &+ UInt64(task))
                    for _ in 0..<count / Self.tasks {
                        switch Int.random(in: 0..<1_000, using: &random) {
                        case ..<50: try await Self.record(kernel, persons, log, &random)
                        case ..<75: try await Self.revoke(kernel, log, &random)
                        case ..<77:
                            kernel.clock.advance(bySeconds: Double.random(in: 0...7_200, using: &random))
                            try await kernel.deliverEvents()
                        default: try await Self.call(kernel, persons, log, &random)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(log.unlawful.prefix(5) == [], "\(log.unlawful.count) in all, seed \(seed)")
        #expect(log.lawful > count / 10)
        #expect(log.refused["CONSENT_REVOKED", default: 0] > 0)
        #expect(log.refused["CONSENT_OTHER_PERSON", default: 0] > 0)
        if stated != nil {
            let refusals = log.refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            print(
                """
                \(count) operations, seed \(seed): \(log.lawful) answers to other boards, \(log.unlawful.count) without a \
                live ground
                refused: \(refusals.joined(separator: ", "))
                """
            )
        }
    }

    private static func call(
        _ kernel: KernelFixture,
        _ persons: [YoungPersonID],
        _ log: CallLog,
        _ random: inout SplitMix
    ) async throws {
        guard let consent = log.consent(random.next()), let person = persons.randomElement(using: &random),
            let holder = random.chance(70)
                ? Self.holders.first(where: { $0.board == consent.handler.board })
                : Self.holders.randomElement(using: &random),
            let caller = Self.receivers.filter({ $0.board != holder.board }).randomElement(using: &random)
        else { return }
        let subject = random.chance(90) ? consent.person : person.description
        let millisecond = Int(kernel.clock.now.timeIntervalSince1970 * 1_000)
        let start = log.begin()
        do {
            let _: HolderService.Answer = try await kernel.channel(for: caller).unary(
                holder.method,
                HolderService.Request(youngPersonID: subject),
                options: CallOptions(
                    metadata: [
                        "kaa-ground": LegalGround.consentOSL12Kap2.rawValue, "kaa-consent": consent.id.uuidString,
                        "kaa-purpose": Purpose.kaaDuty.rawValue,
                    ]
                )
            )
        } catch let error as RPCError where error.code == .permissionDenied {
            return log.refused(error.reason ?? "")
        }
        log.answered(
            .init(
                consent: consent.id,
                person: subject,
                from: holder.board.description,
                to: caller.board.description,
                purpose: "KAA_DUTY",
                classes: ["OPERATIONAL"],
                millisecond: millisecond
            ),
            since: start
        )
    }

    private static func record(
        _ kernel: KernelFixture,
        _ persons: [YoungPersonID],
        _ log: CallLog,
        _ random: inout SplitMix
    ) async throws {
        let holders = random.some(of: Self.holders.map(\.board))
        let receivers = Self.receivers.filter { !holders.contains($0.board) }
        let first = kernel.clock.today
        guard let person = persons.randomElement(using: &random),
            let handler = Self.receivers.filter({ holders.contains($0.board) }).randomElement(using: &random)
        else { return }
        let last = first.addingDays(Int.random(in: 0...3, using: &random))
        let agreed = NaiveGrounds.Agreed(
            person: person.description,
            recordedBy: handler.board.description,
            from: holders.map(\.description),
            to: random.some(of: receivers).map(\.board.description),
            classes: ["OPERATIONAL"],
            purposes: ["KAA_DUTY"],
            firstDay: Int(first.daysSinceEpoch),
            lastDay: Int(last.daysSinceEpoch)
        )
        let client = Kaa.Kernel.V1.ConsentService.Client(try kernel.channel(for: handler))
        let request = Kaa.Kernel.V1.RecordConsentRequest(
            youngPersonID: agreed.person,
            giver: .youngPerson,
            form: .written,
            disclosingBoards: agreed.from,
            receivingBoards: agreed.to,
            dataClasses: [.operational],
            purposes: [.kaaDuty],
            validFrom: first.description,
            validUntil: last.description
        )
        do {
            let answer = try await client.recordConsent(request)
            guard let id = answer.consent.flatMap({ UUID(uuidString: $0.consentID) }) else { return }
            log.recorded(id, handler, agreed)
        } catch let error as RPCError where error.invalidFields == ["valid_until"] {
            // Another task has moved the clock past the last day meanwhile.
            return
        }
    }

    private static func revoke(_ kernel: KernelFixture, _ log: CallLog, _ random: inout SplitMix) async throws {
        guard let consent = log.consent(random.next()) else { return }
        let client = Kaa.Kernel.V1.ConsentService.Client(try kernel.channel(for: consent.handler))
        _ = try await client.revokeConsent(.init(consentID: consent.id.uuidString))
        log.revoked(consent.id)
    }
}

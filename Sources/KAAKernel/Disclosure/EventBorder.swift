import Foundation
import KAAKernelContract
import KAAWire

/// The line between a publisher and a consumer of another board, over which an event goes only as far as the law lets it.
struct EventBorder: Sendable {
    /// Events as they may be told, with the receipts for them.
    struct Batch: Sendable {
        /// In the order they came; one that may not be told is left without type and content, so that it is passed over.
        var events: [PublishedEvent]

        /// The receipts, encoded: one for each type of event, and more where they would name too many people.
        var receipts: [[UInt8]] = []
    }

    private let publisher: ModuleManifest
    private let consumer: ModuleManifest
    private let policies: [String: EventPolicy]
    private let grounds: GroundRegistry
    private let record: @Sendable (AuditEntry) async throws -> Void
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource

    /// Creates the border, or `nil` if both modules are of one board.
    ///
    /// - Parameters:
    ///   - publisher: Whose events they are.
    ///   - consumer: Who is to have them.
    ///   - record: Writes an entry of what is told, durable when it returns.
    ///   - environment: The law, time, identifiers.
    init?(
        from publisher: ModuleManifest,
        to consumer: ModuleManifest,
        recording record: @escaping @Sendable (AuditEntry) async throws -> Void,
        _ environment: KernelEnvironment
    ) {
        guard publisher.owner != consumer.owner else { return nil }
        self.publisher = publisher
        self.consumer = consumer
        self.policies = Dictionary(publisher.events.map { ($0.type, $0) }) { first, _ in first }
        self.grounds = environment.grounds
        self.record = record
        self.clock = environment.clock
        self.identifiers = environment.identifiers
    }

    /// Holds events to what their grounds open, and records what is told before anyone has it.
    ///
    /// - Parameters:
    ///   - events: As they were published.
    ///   - types: Those that the consumer takes.
    /// - Returns: What may be told.
    /// - Throws: What keeps the record from being written.
    func disclose(_ events: [PublishedEvent], ofTypes types: Set<String>) async throws -> Batch {
        let now = self.clock.now
        let versions = self.openVersions(on: CivilDate(swedishDayOf: now))
        var batch = Batch(events: [])
        var receipts: [String: EventReceipts] = [:]
        for event in events {
            var told = event
            if types.contains(event.type), let policy = self.policies[event.type], let version = versions[event.type] {
                let classes = version.classes(from: self.publisher.owner, to: self.consumer.owner)
                // What cannot be read cannot be held to anything: the consumer gets it empty, and it is set aside there.
                guard let message = try? policy.decode(event.payload) else {
                    told.payload = []
                    batch.events.append(told)
                    continue
                }
                told.payload = try message.redacted(to: classes).encodedBytes()
                let subjects = policy.subjects.map { $0(message).compactMap { YoungPersonID($0) } } ?? []
                receipts[event.type, default: EventReceipts { self.receipt(for: event.type, version, at: now) }]
                    .add(told.payload, about: subjects, message.disclosedPaths(within: classes))
            } else {
                told.type = ""
                told.payload = []
            }
            batch.events.append(told)
        }
        for type in receipts.keys.sorted() {
            for receipt in receipts[type]?.all() ?? [] {
                let encoded = try receipt.encoded()
                var entry = self.entry(for: receipt, at: now)
                entry.receipt = encoded
                try await self.record(entry)
                batch.receipts.append(encoded)
            }
        }
        return batch
    }

    /// For each type of event, the wording of the first of its grounds that is enough by itself on a day, and for the
    /// event to be told without misleading.
    private func openVersions(on day: CivilDate) -> [String: GroundVersion] {
        self.policies.compactMapValues { policy in
            policy.grounds.lazy
                .compactMap { LegalGround(rawValue: $0.mnemonic) }
                .filter { $0 != .consentOSL12Kap2 }
                .compactMap { self.grounds.version(of: $0, on: day) }
                .first { version in
                    let classes = version.classes(from: self.publisher.owner, to: self.consumer.owner)
                    return !version.needsReason && !classes.isEmpty && policy.needs.areMet(by: classes)
                }
        }
    }

    private func receipt(for type: String, _ version: GroundVersion, at moment: Date) -> DisclosureReceipt {
        DisclosureReceipt(
            id: self.identifiers.next(),
            discloser: self.publisher.owner,
            receiverBoard: self.consumer.owner,
            receiver: "module:\(self.consumer.name)",
            source: type,
            subjects: [],
            fieldPaths: [],
            purpose: version.purposes.first ?? .kaaDuty,
            ground: version.citation,
            consentID: nil,
            disclosedAt: moment,
            payloadHash: []
        )
    }

    private func entry(for receipt: DisclosureReceipt, at moment: Date) -> AuditEntry {
        var entry = AuditEntry(
            id: self.identifiers.next(),
            recordedAt: moment,
            caller: Caller(
                subject: receipt.receiver,
                issuer: Caller.processIssuer,
                kind: .system,
                board: receipt.receiverBoard,
                roles: []
            ),
            method: receipt.source,
            purpose: receipt.purpose,
            access: .read,
            subjects: receipt.subjects,
            outcome: .granted
        )
        entry.ground = receipt.ground.ground
        entry.groundVersion = receipt.ground.version
        return entry
    }
}

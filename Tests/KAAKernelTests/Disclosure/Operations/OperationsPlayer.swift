import Foundation
import KAAKernelContract
import KAAStorage
import KAAWire
import Logging
import SeededRandomness

@testable import KAAKernel

/// Plays calls, revocations, outages and restarts of several modules, in an order that a seed decides.
///
/// Every step of a call is a step of its own, so that anything can come between a call's start and its answer, and
/// between a revocation and the moment at which a module hears of it. Time is the player's.
struct OperationsPlayer {
    private struct Module {
        let board: Board
        let database: Database
        let feed: CuttableFeed
        var replica: ConsentReplica
        var looksNext: Duration = .zero
    }

    private struct Call {
        let module: Int
        var question: ConsentQuestion
    }

    private static let boards: [Board] = [.amn, .utbn, .sdn("01"), .sdn("02")]
    private static let receivers: [Board] = [.amn, .utbn, .sdn("01"), .sdn("02"), .son, .external("REGION")]
    private static let classes: [Kaa.Kernel.V1.DataClass] = [
        .identity, .occupation, .intervention, .operational, .social,
    ]
    private static let purposes: [Purpose] = [.kaaDuty, .nationalReport]

    private let clock = ManualClock("2026-11-20")
    private let registry: ConsentRegistry
    private let identifiers: SeededIdentifiers
    private let persons: [YoungPersonID]
    private var random: SplitMix
    private var modules: [Module] = []
    private var recent: [Consent] = []
    private var calls: [Call] = []
    private var grounds = NaiveGrounds()
    private(set) var tally = OperationsTally()

    init(seed: UInt64) async throws {
        let clock = self.clock
        self.random = SplitMix(seed: seed)
        self.identifiers = SeededIdentifiers(seed: seed)
        let identifiers = self.identifiers
        self.persons = (0..<40).map { _ in YoungPersonID(identifiers.next()) }
        self.registry = ConsentRegistry(
            database: try await Database.open(.memory, migrations: ConsentRegistry.migrations),
            clock: clock,
            identifiers: identifiers,
            pause: { Self.advance(clock, byMilliseconds: Int(($0 / .milliseconds(1)).rounded(.up))) }
        )
        for board in Self.boards {
            let database = try await Database.open(.memory, migrations: ConsentReplica.migrations)
            let feed = CuttableFeed(self.registry.feed)
            let replica = self.replica(feed, database)
            self.registry.add(replica, of: board.description)
            self.modules.append(Module(board: board, database: database, feed: feed, replica: replica))
        }
    }

    /// Plays so many operations.
    mutating func play(_ count: Int) async throws {
        while self.tally.operations < count {
            self.tally.operations += 1
            switch Double.random(in: 0..<1, using: &self.random) {
            case ..<0.50: self.begin()
            case ..<0.90: self.finish()
            case ..<0.94: try await self.pass(milliseconds: Int.random(in: 1...80, using: &self.random))
            case ..<0.97: try await self.record()
            case ..<0.976: try await self.revoke()
            case ..<0.980: self.cutOrHeal()
            case ..<0.985: try await self.modules.randomElement(using: &self.random)?.replica.save()
            case ..<0.9853: try await self.restart()
            case ..<0.9855: try await self.erase()
            case ..<0.9858: try await self.pass(milliseconds: Int.random(in: 1...20_000_000, using: &self.random))
            default: self.begin()
            }
        }
    }
}

extension OperationsPlayer {
    /// The first half of a call: the module asks before its method runs.
    private mutating func begin(on consent: Consent? = nil) {
        guard let consent = consent ?? self.recent.randomElement(using: &self.random),
            let (module, question) = self.question(on: consent)
        else { return }
        if let refusal = self.modules[module].replica.directory.refusal(of: question) {
            self.tally.refusals[refusal, default: 0] += 1
        } else {
            self.calls.append(Call(module: module, question: question))
        }
    }

    /// The second half: the module asks again, and what the consent opens leaves.
    private mutating func finish() {
        // Some calls are always under way, so that each meets what happens between its start and its answer.
        guard self.calls.count > Int.random(in: 0..<40, using: &self.random),
            let index = self.calls.indices.randomElement(using: &self.random)
        else { return }
        var call = self.calls.remove(at: index)
        call.question.moment = self.clock.now
        let consent: Consent
        do {
            consent = try self.modules[call.module].replica.directory.check(call.question)
        } catch {
            self.tally.refusals[error, default: 0] += 1
            self.tally.refusedAtTheAnswer += 1
            return
        }
        let leaving = consent.opened(towards: call.question.receiver).intersection(call.question.classes)
        let judgement = self.grounds.judge(
            .init(
                consent: call.question.consent,
                person: call.question.person.description,
                from: self.modules[call.module].board.description,
                to: call.question.receiver.description,
                purpose: call.question.purpose.rawValue,
                classes: leaving.map(\.mnemonic),
                millisecond: Self.milliseconds(self.clock)
            )
        )
        switch judgement {
        case .lawful: self.tally.lawful += 1
        case .unlawful(let why): self.tally.unlawful.append("operation \(self.tally.operations): \(why)")
        case .revokedMeanwhile(let milliseconds):
            self.tally.revokedMeanwhile += 1
            self.tally.longestMilliseconds = max(self.tally.longestMilliseconds, milliseconds)
        }
    }

    /// What somebody asks for on a consent: mostly what it names, else with one thing changed.
    private mutating func question(on consent: Consent) -> (module: Int, question: ConsentQuestion)? {
        var discloser = consent.handlerBoard
        guard let receiver = consent.terms.receivers.sorted(by: Self.isBefore).randomElement(using: &self.random),
            let purpose = Self.purposes.filter(consent.terms.purposes.contains).randomElement(using: &self.random)
        else { return nil }
        var question = ConsentQuestion(
            consent: consent.id,
            person: consent.terms.person,
            discloser: discloser,
            receiver: receiver,
            purpose: purpose,
            classes: Set(self.random.some(of: Self.classes)),
            moment: self.clock.now
        )
        if self.random.chance(30) {
            switch Int.random(in: 0..<6, using: &self.random) {
            case 0: question.person = self.persons.randomElement(using: &self.random) ?? question.person
            case 1: discloser = Self.boards.randomElement(using: &self.random) ?? discloser
            case 2: question.receiver = Self.receivers.randomElement(using: &self.random) ?? receiver
            case 3: question.purpose = Self.purposes.randomElement(using: &self.random) ?? purpose
            case 4: discloser = consent.terms.disclosers.sorted(by: Self.isBefore).first ?? discloser
            default: question.consent = self.identifiers.next()
            }
        }
        question.discloser = discloser
        return Self.boards.firstIndex(of: discloser).map { ($0, question) }
    }
}

extension OperationsPlayer {
    private mutating func record() async throws {
        let today = self.clock.today
        let first = today.addingDays(Int.random(in: -3...1, using: &self.random))
        let disclosers = self.random.some(of: Self.boards)
        let terms = ConsentTerms(
            person: self.persons.randomElement(using: &self.random) ?? self.persons[0],
            giver: ConsentGiver.allCases.randomElement(using: &self.random) ?? .youngPerson,
            isFoundMature: self.random.chance(50),
            form: .oral,
            disclosers: Set(disclosers),
            receivers: Set(self.random.some(of: Self.receivers.filter { !disclosers.contains($0) })),
            classes: Set(self.random.some(of: self.random.chance(80) ? Self.classes.dropLast() : Self.classes)),
            purposes: Set(self.random.some(of: Self.purposes)),
            firstDay: first,
            lastDay: first.addingDays(Int.random(in: 0...4, using: &self.random))
        )
        let recorder = disclosers.randomElement(using: &self.random) ?? .amn
        guard terms.fault(agedYears: Int.random(in: 13...19, using: &self.random), on: today) == nil else { return }
        let consent = Consent(
            id: self.identifiers.next(),
            terms: terms,
            handler: "sample",
            handlerBoard: recorder,
            recordedAt: self.clock.now
        )
        self.tally.consents += 1
        self.grounds.agree(
            consent.id,
            .init(
                person: terms.person.description,
                recordedBy: recorder.description,
                from: terms.disclosers.map(\.description),
                to: terms.receivers.map(\.description),
                classes: terms.classes.map(\.mnemonic),
                purposes: terms.purposes.map(\.rawValue),
                firstDay: Int(terms.firstDay.daysSinceEpoch),
                lastDay: Int(terms.lastDay.daysSinceEpoch)
            )
        )
        try await self.registry.database.write { _ = try ConsentStorage.save(consent, in: $0) }
        try await self.registry.settle()
        self.recent.append(consent)
        if self.recent.count > 100 { self.recent.removeFirst() }
    }

    /// Takes a consent back, with other things going on until whoever asked for it has the answer.
    private mutating func revoke() async throws {
        guard let consent = self.recent.randomElement(using: &self.random) else { return }
        let id = consent.id
        self.tally.revocations += 1
        for _ in 0..<3 { self.begin(on: consent) }
        self.grounds.revoke(id, at: Self.milliseconds(self.clock))
        let now = self.clock.now
        try await self.registry.database.write { transaction in
            guard var consent = try ConsentStorage.find(id, in: transaction) else { return }
            consent.revoke(.init(moment: now, handler: "sample", board: .amn))
            _ = try ConsentStorage.save(consent, in: transaction)
        }
        for _ in 0..<Int.random(in: 0...10, using: &self.random) {
            self.random.chance(30) ? self.begin(on: consent) : self.finish()
            guard self.random.chance(30) else { continue }
            try await self.pass(milliseconds: Int.random(in: 1...60, using: &self.random))
        }
        try await self.registry.settle()
        self.grounds.answerRevocation(of: id)
    }

    private mutating func erase() async throws {
        guard let person = self.persons.randomElement(using: &self.random) else { return }
        try await self.registry.erase([person])
        self.grounds.forget(person: person.description)
    }

    private mutating func cutOrHeal() {
        guard let module = self.modules.randomElement(using: &self.random) else { return }
        if module.feed.isDown {
            module.feed.heal()
        } else if self.random.chance(20) {
            module.feed.cut()
            self.tally.cuts += 1
        }
    }

    /// Ends a module and starts it anew on what its database has kept; calls under way end with it.
    private mutating func restart() async throws {
        let index = Int.random(in: self.modules.indices, using: &self.random)
        let module = self.modules[index]
        let replica = self.replica(module.feed, module.database)
        try await replica.load()
        self.registry.add(replica, of: module.board.description)
        self.modules[index].replica = replica
        self.calls.removeAll { $0.module == index }
        self.tally.restarts += 1
    }

    /// Lets time pass, in which modules look for changes as they do when they run.
    private mutating func pass(milliseconds: Int) async throws {
        Self.advance(self.clock, byMilliseconds: milliseconds)
        let now = self.clock.uptime
        for index in self.modules.indices where self.modules[index].looksNext <= now {
            self.modules[index].looksNext = now + ConsentReplica.interval
            // A module that is cut off goes on with what it knows, until its lease is over.
            try? await self.modules[index].replica.follow()
        }
    }

    private func replica(_ feed: CuttableFeed, _ database: Database) -> ConsentReplica {
        ConsentReplica(
            feed: feed,
            database: database,
            clock: self.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private static func isBefore(_ one: Board, _ other: Board) -> Bool {
        one.description < other.description
    }

    private static func milliseconds(_ clock: ManualClock) -> Int {
        Int((clock.now.timeIntervalSince1970 * 1_000).rounded())
    }

    private static func advance(_ clock: ManualClock, byMilliseconds milliseconds: Int) {
        clock.set(Date(timeIntervalSince1970: Double(Self.milliseconds(clock) + milliseconds) / 1_000))
    }
}

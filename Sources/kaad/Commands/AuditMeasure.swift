import ArgumentParser
import Foundation
import InterventionsContract
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire
import Logging

/// `kaad audit measure`: how many entries become durable in a second, and how soon the log has them.
struct AuditMeasure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measures how fast audit entries become durable on this machine; see scripts/bench-audit.",
        shouldDisplay: false
    )

    @Option(help: ArgumentHelp("A folder that is not there yet.", valueName: "dir"))
    var data: String

    @Option(help: ArgumentHelp("How many entries each path gets.", valueName: "count"))
    var entries = 20_000

    @Option(help: ArgumentHelp("How many calls wait at the same time.", valueName: "count"))
    var waiting = 256

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: self.data) else {
            throw CommandFailure("There is a folder '\(self.data)' already.")
        }
        let configuration = try await Composition.configuration(
            path: nil,
            overrides: ["KAAD_DATA_DIRECTORY": self.data]
        )
        let kernel = try await Composition.openKernel(
            configuration,
            holder: "kaad audit measure",
            logger: Logger(label: "kaad") { _ in SwiftLogNoOpLogHandler() }
        )
        let identifiers = TimeOrderedIdentifiers(clock: SystemClock())
        let log = try await self.rate { try await kernel.audit.record(Self.entry(identifiers)) }
        Terminal.line("reads, into the log: \(log) durable entries/s with \(self.waiting) waiting")
        let module = try await Database.open(
            .file("\(self.data)/measured.sqlite"),
            migrations: KernelSchema.migrations
        )
        let table = try await self.rate {
            let entry = Self.entry(identifiers)
            try await module.write { try AuditLog.append(entry, in: $0) }
        }
        Terminal.line("changes, in a module's database: \(table) durable entries/s with \(self.waiting) waiting")
        try await module.close()
        let delay = try await kernel.whileRunning { try await Self.longestDelay(kernel) }
        Terminal.line("longest time from a change's answer to its place in the log: \(delay / .milliseconds(1)) ms")
        try await kernel.close()
    }

    private static func entry(_ identifiers: TimeOrderedIdentifiers) -> AuditEntry {
        AuditEntry(
            id: identifiers.next(),
            recordedAt: SystemClock().now,
            caller: Caller(subject: "measure", kind: .system, board: .amn, roles: [.operation]),
            method: "/kaa.outreach.v1.OutreachService/GetYoungPerson",
            purpose: .kaaDuty,
            access: .read,
            subjects: [YoungPersonID(identifiers.next())],
            outcome: .granted
        )
    }

    private func rate(_ append: @escaping @Sendable () async throws -> Void) async throws -> Int {
        let each = self.entries / self.waiting
        let clock = ContinuousClock()
        let took = try await clock.measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<self.waiting {
                    group.addTask { for _ in 0..<each { try await append() } }
                }
                try await group.waitForAll()
            }
        }
        return Int(Double(each * self.waiting) / (took / .seconds(1)))
    }

    /// Makes changes one after another, and waits each time for the log to have the entry.
    private static func longestDelay(_ kernel: Kernel) async throws -> Duration {
        let caller = Caller(subject: "measure", kind: .person, board: .amn, roles: [.kaaCoordinator])
        let client = Kaa.Interventions.V1.InterventionService.Client(try kernel.channel(for: caller))
        let clock = ContinuousClock()
        var longest = Duration.zero
        for number in 0..<200 {
            let before = try await kernel.audit.leafCount
            let type = Kaa.Interventions.V1.InterventionType(
                code: "MEASURED_\(number)",
                displayName: "Provinsats",
                ownerBoard: "AMN",
                provider: "Jobbtorg",
                validFrom: "2026-01-01"
            )
            _ = try await client.createInterventionType(.init(interventionType: type))
            let answered = clock.now
            while try await kernel.audit.leafCount == before { try await Task.sleep(for: .milliseconds(1)) }
            longest = max(longest, clock.now - answered)
        }
        return longest
    }
}

import Foundation
import KAADemonstration
import KAAKernel
import KAARPC
import KAAStorage
import KAAWire
import Logging
import Outreach
import OutreachContract
import ReportingContract

/// A demonstration from beginning to end: makes a city, loads it night by night, plays a term, and reads the funnel.
struct Demonstration {
    let plan: CityPlan
    let directory: DemonstrationDirectory
    let configuration: KernelConfiguration
    let logger: Logger

    /// Shows what happens, and leaves a data directory that can be served.
    func run() async throws {
        let city = try DemonstrationCity(self.plan)
        var size = 0
        for day in self.plan.snapshotDates {
            let folder = self.directory.inbox(day.description)
            size += try FeedFileWriter(city, folder: folder).write(snapshotOf: day).reduce(0) { $0 + $1.byteCount }
        }
        Terminal.line(
            "City \(self.plan.seed): \(self.plan.population) invented young people, "
                + "\(self.plan.snapshotDates.count) nights of feeds, \(size / 1_000_000) MB"
        )
        let script = try await self.rehearse()
        Terminal.line("Term \(self.plan.calendar.year): \(script.actions.count) deeds for those who will be covered")
        try await self.withServer { kernel, channel, issuer, clock in
            let callers = try await DemonstrationCallers(channel, issuer: issuer)
            try await self.play(script, callers: callers, clock: clock)
            // Events reach Reporting a moment after the deeds; the funnel waits for the last of them.
            try await kernel.deliverEvents()
            try await self.showFunnel(callers)
        }
    }

    private func rehearse() async throws -> TermScript {
        let clock = ManualClock(self.plan.calendar.firstOfJuly)
        let kernel = try await Composition.rehearsalKernel(
            [OutreachModule.self],
            self.configuration,
            workDirectory: self.directory.path + "/rehearsal",
            clock: clock,
            logger: self.logger
        )
        let caller = Caller(
            subject: "demo-rehearsal",
            kind: .system,
            board: .amn,
            roles: [.registerCoordinator, .kaaCoordinator]
        )
        let channel = try kernel.channel(for: caller)
        let nightly = NightlyPlayer(
            client: NightlyClient(channel),
            directory: self.directory,
            clock: clock,
            isRemote: false
        )
        let days = self.plan.snapshotDates
        let persons = try await kernel.whileRunning {
            var rehearsal = TermRehearsal(channel, nightly: nightly)
            return try await rehearsal.persons(on: days)
        }
        try await kernel.close()
        return TermScript(persons, calendar: self.plan.calendar, random: SeededGenerator(seed: self.plan.seed))
    }

    /// Lends a channel over a socket to a kernel on the demonstration's data, whose clock the demonstration sets.
    private func withServer(
        _ body: @escaping @Sendable (Kernel, any RPCChannel, TokenIssuer, ManualClock) async throws -> Void
    ) async throws {
        let clock = ManualClock(self.plan.calendar.firstOfJuly)
        // A year passes in seconds, on the tokens of its first day.
        var configuration = self.configuration
        configuration.identity.maximumTokenSeconds = DemonstrationCallers.tokenSeconds
        let kernel = try await Composition.openKernel(
            configuration,
            holder: "kaad demo",
            clock: clock,
            logger: self.logger
        )
        let server = RPCServer(router: kernel.router, configuration: .init(), logger: self.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let channel = try HTTP2Channel(target: try await server.listeningAddress)
            let issuer = try Composition.tokenIssuer(self.configuration, clock: clock)
            try await kernel.whileRunning {
                try await body(kernel, channel, issuer, clock)
            }
            channel.close()
            server.beginGracefulShutdown()
            try await group.waitForAll()
        }
        try await kernel.close()
    }

    private func play(_ script: TermScript, callers: DemonstrationCallers, clock: ManualClock) async throws {
        var player = TermPlayer(script, calendar: self.plan.calendar, callers: callers)
        try await player.prepare()
        let nightly = NightlyPlayer(
            client: NightlyClient(callers.registerCoordinator),
            directory: self.directory,
            clock: clock,
            isRemote: true
        )
        let nights = Set(self.plan.snapshotDates)
        var total = TermPlayer.Count()
        var bar = ProgressBar()
        let days = Array(nights.union(player.days)).sorted()
        for (index, day) in days.enumerated() {
            if nights.contains(day) {
                let outcome = try await nightly.run(day) { Terminal.line($0) }
                bar.clear()
                if let line = outcome.lines.last { Terminal.line(line) }
                player.learn(try await self.identifiers(day, callers))
            }
            clock.set(day.swedishNoon)
            let count = try await player.play(day)
            total.done += count.done
            total.overtaken += count.overtaken
            bar.show("\(day)", done: Int64(index + 1), total: Int64(days.count))
        }
        bar.clear()
        Terminal.line("\(total.done) deeds done through RPC, \(total.overtaken) overtaken by the register")
    }

    private func identifiers(_ day: CivilDate, _ callers: DemonstrationCallers) async throws -> [String: String] {
        let register = Kaa.Outreach.V1.RegisterService.Client(callers.registerCoordinator)
        var result: [String: String] = [:]
        for try await page in try await register.exportRegister(.init(asOf: day.description)) {
            for entry in page.entries { result[entry.personnummer] = entry.youngPersonID }
        }
        return result
    }

    private func showFunnel(_ callers: DemonstrationCallers) async throws {
        let reporting = Kaa.Reporting.V1.ReportingService.Client(callers.reportingOfficer)
        let calendar = self.plan.calendar
        let answer = try await reporting.getFunnelReport(
            .init(
                fromDate: calendar.firstOfJuly.description,
                toDate: calendar.lastDay.description,
                dimensions: [.district, .sex]
            )
        )
        Terminal.line("")
        for line in FunnelReport(answer).lines { Terminal.line(line) }
    }
}

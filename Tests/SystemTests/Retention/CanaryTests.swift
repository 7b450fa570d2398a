import Foundation
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract
import Testing

@Suite(.timeLimit(.minutes(10)))
struct CanaryTests {
    private typealias Outreach = Kaa.Outreach.V1

    @Test func nothingIsLeftOfSomebodyPurgedAndEveryFigureStays() async throws {
        try await Installation.temporary { kaad in
            let canary = try Canary()
            try canary.write(to: kaad.inbox)
            _ = try await kaad.nightly(Canary.day)
            let id = try await kaad.serving { server in
                let id = try await kaad.work(on: canary, server)
                let before = try await kaad.figures(server)
                let found = try await kaad.hits(of: canary.traces + [id])
                for line in 1...canary.traces.count + 1 {
                    #expect(found.contains { $0.contains("rad \(line) ") }, "The search finds line \(line).")
                }
                #expect(found.contains { $0.contains("spool/") })
                for module in ["outreach", "guidance", "interventions", "reporting"] {
                    #expect(found.contains { $0.contains(" \(module).sqlite") }, "\(module) knows the person.")
                }

                let purge = try await kaad.approvedPurge(server)
                let token = try await kaad.token(named: "rut", "register-coordinator")
                let done = try await server.output("retention", "run", purge, "--reason", "Gallring", token: token)
                #expect(done.contains("verkställd, ingenting finns kvar"))
                #expect(done.contains("Personer: 1 (1 enligt förordningen"))

                #expect(try await kaad.figures(server) == before)
                #expect(try await kaad.hits(of: canary.traces) == [])
                #expect(try await Self.unexplained(kaad.hits(of: [id])) == [])
                return id
            }.result
            // The feeds of the same day bring nobody back.
            _ = try await kaad.nightly(Canary.day, more: ["--accept-shrunken", "folkbokforing"])
            #expect(try await kaad.hits(of: canary.traces) == [])
            #expect(try await Self.unexplained(kaad.hits(of: [id])) == [])
            #expect(try await kaad.list(Canary.day).split(separator: "\n").count == 40)
        }
    }

    @Test(arguments: ["delete the records", "make the figures anonymous", "erase events", "rewrite the databases"])
    func aKilledPurgeCompletesAfterRestartExactlyOnce(phase: String) async throws {
        try await Installation.temporary { kaad in
            let canary = try Canary()
            try canary.write(to: kaad.inbox)
            _ = try await kaad.nightly(Canary.day)
            let started = try await kaad.serving { server in
                let id = try await kaad.work(on: canary, server)
                let figures = try await kaad.figures(server)
                let purge = try await kaad.approvedPurge(server)
                let token = try await kaad.token(named: "rut", "register-coordinator")
                try await server.withChannel(token) { channel in
                    let kernel = Kaa.Kernel.V1.KernelService.Client(channel)
                    let run = try await Outreach.RetentionService.Client(channel).runPurge(
                        .init(purgeID: purge),
                        options: .init(metadata: ["kaa-reason": "Gallring"])
                    ).jobRunID
                    while true {
                        let job = try #require(
                            try await kernel.getJobRun(.init(module: "outreach", jobRunID: run)).jobRun
                        )
                        // A step may pass between two looks; then the purge is killed in a later one, or after its end.
                        if job.phase.hasPrefix(phase) || job.state == .succeeded { break }
                    }
                }
                server.process.send(SIGKILL)
                return (id: id, figures: figures, purge: purge)
            }
            #expect(started.outcome.exitCode == 128 + SIGKILL)
            try await kaad.serving { server in
                let token = try await kaad.token(named: "rut", "register-coordinator")
                let purge = try await server.withChannel(token) { channel in
                    let client = Outreach.RetentionService.Client(channel)
                    while true {
                        let purge = try #require(try await client.getPurge(.init(purgeID: started.result.purge)).purge)
                        if purge.state == .done { return purge }
                        try #require(purge.state == .running)
                    }
                }
                #expect(purge.persons == 1)
                #expect(try await kaad.figures(server) == started.result.figures)
                #expect(try await kaad.hits(of: canary.traces) == [])
                #expect(try await Self.unexplained(kaad.hits(of: [started.result.id])) == [])
            }
        }
    }

    /// Hits of an opaque identifier other than in the audit entries of a database, where it stands as sixteen bytes.
    private static func unexplained(_ hits: [String]) -> [String] {
        hits.filter { !$0.contains("sexton byte") }
    }
}

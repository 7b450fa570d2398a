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
                #expect(try await Self.texts(kaad.hits(of: [id])) == [])
                return id
            }.result
            try await Self.expectAuditOnly(id, kaad)
            // The feeds of the same day bring nobody back.
            _ = try await kaad.nightly(Canary.day, more: ["--accept-shrunken", "folkbokforing"])
            #expect(try await kaad.hits(of: canary.traces) == [])
            #expect(try await Self.texts(kaad.hits(of: [id])) == [])
            try await Self.expectAuditOnly(id, kaad)
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
                #expect(try await Self.texts(kaad.hits(of: [started.result.id])) == [])
            }
            try await Self.expectAuditOnly(started.result.id, kaad)
        }
    }

    /// Hits of an opaque identifier as text, of which none may be left outside the audit log.
    ///
    /// As sixteen bytes it stands in the audit entries of a database and in the module's own tables alike, which files
    /// cannot tell apart; see ``expectAuditOnly(_:_:)``.
    private static func texts(_ hits: [String]) -> [String] {
        hits.filter { !$0.contains("sexton byte") }
    }

    /// Expects that an opaque identifier stands in the audit entries of every database that has had it, and nowhere else.
    private static func expectAuditOnly(_ id: String, _ kaad: Installation) async throws {
        let places = try await StoredIdentifiers([id]).places(in: kaad.data)
        let modules = ["guidance", "interventions", "outreach"]
        #expect(places == Set(modules.map { "\($0).sqlite \(StoredIdentifiers.auditColumn)" }))
    }
}

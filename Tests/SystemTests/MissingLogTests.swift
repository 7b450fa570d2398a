import Foundation
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract
import Testing

@testable import KAAKernel

/// The audit log is missed when it is gone or was put back from an older copy, and its index when it says anything else.
@Suite(.timeLimit(.minutes(10)))
struct MissingLogTests {
    private static func loaded(_ kaad: Installation) async throws {
        try SampleFeeds().write(to: kaad.inbox)
        _ = try await kaad.nightly()
        _ = try await kaad.list()
    }

    @Test func refusesToStartWithoutTheLogThatItKnowsOf() async throws {
        try await Installation.temporary { kaad in
            try await Self.loaded(kaad)
            let aside = kaad.data.appending(path: "aside")
            for name in ["audit", "keys/audit-key.pem", "audit/checkpoints"] {
                let file = kaad.data.appending(path: name)
                try FileManager.default.moveItem(at: file, to: aside)
                expectRefusal(try await kaad.refusedServer(), saying: "and kernel.sqlite knows of one")
                #expect(!FileManager.default.fileExists(atPath: file.path), "Nothing is made in place of '\(name)'.")
                try FileManager.default.moveItem(at: aside, to: file)
            }
            _ = try await kaad.list()
        }
    }

    @Test func refusesToStartOnAnOlderLogOrAnotherOne() async throws {
        try await Installation.temporary { kaad in
            try await Self.loaded(kaad)
            let log = kaad.data.appending(path: "audit")
            let older = kaad.data.appending(path: "older")
            let newer = kaad.data.appending(path: "newer")
            try FileManager.default.copyItem(at: log, to: older)
            _ = try await kaad.list()
            try FileManager.default.moveItem(at: log, to: newer)
            try FileManager.default.moveItem(at: older, to: log)
            expectRefusal(try await kaad.refusedServer(), saying: "leaves are missing, as in an older copy")
            try FileManager.default.removeItem(at: log)
            try FileManager.default.moveItem(at: newer, to: log)
            _ = try await kaad.list()

            // One that grew, under the same key, while this one was away.
            try await Installation.temporary { other in
                let key = other.data.appending(path: "keys")
                try FileManager.default.createDirectory(at: key, withIntermediateDirectories: true)
                try FileManager.default.copyItem(
                    at: kaad.data.appending(path: "keys/audit-key.pem"),
                    to: key.appending(path: "audit-key.pem")
                )
                try await Self.loaded(other)
                for _ in 0..<5 { _ = try await other.list() }
                try FileManager.default.moveItem(at: log, to: newer)
                try FileManager.default.copyItem(at: other.data.appending(path: "audit"), to: log)
                expectRefusal(try await kaad.refusedServer(), saying: "is another one than kernel.sqlite knows of")
            }
        }
    }

    @Test func goesOnWithAnOlderLogWhereAnOperatorSaysSo() async throws {
        try await Installation.temporary { kaad in
            try await Self.loaded(kaad)
            let log = kaad.data.appending(path: "audit")
            let older = kaad.data.appending(path: "older")
            try FileManager.default.copyItem(at: log, to: older)
            _ = try await kaad.list()
            try FileManager.default.removeItem(at: log)
            try FileManager.default.moveItem(at: older, to: log)
            let kernel = DatabaseLocation.file(kaad.data.appending(path: "kernel.sqlite").path)
            let database = try await Database.open(kernel, migrations: ConsentRegistry.migrations)
            try await database.write { try $0.execute("DELETE FROM kernelAuditMark") }
            try await database.close()
            _ = try await kaad.list()
        }
    }

    @Test func startsAfterAKillWithALogThatWentOnAfterTheLastMark() async throws {
        try await Installation.temporary { kaad in
            try await Self.loaded(kaad)
            let token = try await kaad.token("kaa-coordinator")
            let (_, outcome) = try await kaad.serving { server in
                try await server.withChannel(token) { channel in
                    let client = Kaa.Outreach.V1.OutreachService.Client(channel)
                    for _ in 0..<20 { _ = try await client.listContactQueue(.init()) }
                    server.process.send(SIGKILL)
                }
            }
            #expect(outcome.exitCode == 128 + SIGKILL)
            _ = try await kaad.list()
        }
    }

    @Test func comparesTheIndexWhenTheLogIsVerified() async throws {
        try await Installation.temporary { kaad in
            try await Self.loaded(kaad)
            let arguments = [
                "audit", "verify", "--log", kaad.data.appending(path: "audit").path,
                "--key", kaad.data.appending(path: "keys/audit-public.pem").path,
                "--index", kaad.data.appending(path: "audit/audit.sqlite").path,
            ]
            let whole = try await kaad.kaad(arguments)
            #expect(whole.exitCode == 0, "\(whole.errors)")
            #expect(whole.output.contains("The index says what the log says"))

            let index = kaad.data.appending(path: "audit/audit.sqlite")
            let database = try await Database.open(.file(index.path), migrations: AuditIndex.migrations)
            try await database.write {
                try $0.execute("DELETE FROM auditSubject WHERE rowid = (SELECT MIN(rowid) FROM auditSubject)")
            }
            try await database.close()
            let outcome = try await kaad.kaad(arguments)
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors.contains("The persons in audit/audit.sqlite are not those of the audit log"))
            expectRefusal(try await kaad.refusedServer(), saying: "remove the file while nothing runs")
            for suffix in ["", "-wal", "-shm"] {
                // Not every one of them is there.
                try? FileManager.default.removeItem(atPath: index.path + suffix)
            }
            _ = try await kaad.list()
            #expect(try await kaad.kaad(arguments).exitCode == 0)
        }
    }
}

import Foundation
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract
import Testing

@Suite(.timeLimit(.minutes(10)))
struct AuditTests {
    /// One line of what `kaad audit who-saw --format json` prints.
    private struct Line: Decodable {
        struct Record: Decodable {
            var method: String
            var source: String
            var outcome: String
        }

        var leaf: Int64
        var record: Record
    }

    private static func accesses(_ kaad: Installation, to person: String) async throws -> [Line] {
        let output = try await kaad.outputOnData("audit", "who-saw", person, "--format", "json")
        return try JSONDecoder().decode([Line].self, from: Data(output.utf8))
    }

    private static func loaded(_ kaad: Installation) async throws -> (number: String, id: String) {
        try SampleFeeds().write(to: kaad.inbox)
        _ = try await kaad.nightly()
        // The youngest, who is covered for longest.
        let fields = try #require(try await kaad.list().split(separator: "\n").last).split(separator: ",")
        return (String(fields[0]), String(fields[1]))
    }

    @Test func whatWasAnsweredIsOnRecordOnceAfterTheServerIsKilled() async throws {
        try await Installation.temporary { kaad in
            let person = try await Self.loaded(kaad).id
            let token = try await kaad.token("kaa-coordinator")
            let (_, outcome) = try await kaad.serving { server in
                try await server.withChannel(token) { channel in
                    let client = Kaa.Outreach.V1.OutreachService.Client(channel)
                    _ = try await client.recordContactAttempt(
                        .init(youngPersonID: person, step: .phone, result: .noAnswer)
                    )
                    _ = try await client.getYoungPerson(.init(youngPersonID: person))
                    server.process.send(SIGKILL)
                }
            }
            #expect(outcome.exitCode == 128 + SIGKILL)
            // The second time, whatever the first start has moved must not be moved again.
            for _ in 0..<2 {
                let lines = try await Self.accesses(kaad, to: person)
                #expect(lines.count { $0.record.method.hasSuffix("OutreachService/GetYoungPerson") } == 1)
                let writes = lines.filter { $0.record.method.hasSuffix("OutreachService/RecordContactAttempt") }
                #expect(writes.map(\.record.source) == ["outreach"])
            }
        }
    }

    @Test func tellsNothingOfOthersOverTheNetworkAlsoInProofs() async throws {
        try await Installation.temporary { kaad in
            let person = try await Self.loaded(kaad).id
            let token = try await kaad.token("auditor", board: "KS")
            let request = Kaa.Kernel.V1.ListPersonAccessesRequest(youngPersonID: person, includeProofs: true)
            let served = try await kaad.serving { server in
                try await server.withChannel(token) { channel in
                    let client = Kaa.Kernel.V1.AuditService.Client(channel)
                    _ = try await client.listPersonAccesses(request)
                    return try await client.listPersonAccesses(request).entries
                }
            }
            let entries = served.result
            for entry in entries { #expect(entry.record?.youngPersonIds == [person]) }
            // Of a list of many, and of the first question, which was about one.
            let list = entries.filter { $0.record?.method.hasSuffix("ExportRegister") == true }
            #expect(!list.isEmpty)
            for entry in list { #expect(entry.proof.isEmpty) }
            let question = entries.filter { $0.record?.method.hasSuffix("ListPersonAccesses") == true }
            #expect(question.count == 1)
            for entry in question { #expect(!entry.proof.isEmpty) }
        }
    }

    @Test func asksForThePersonByNumberAsWell() async throws {
        try await Installation.temporary { kaad in
            let person = try await Self.loaded(kaad)
            let text = try await kaad.outputOnData("audit", "who-saw", person.number)
            #expect(text.contains("RegisterService/ExportRegister"))
            #expect(!text.contains(person.number))
        }
    }

    @Test func drawsTheSameSampleAgain() async throws {
        try await Installation.temporary { kaad in
            _ = try await Self.loaded(kaad)
            var drawn: [String] = []
            for name in ["first", "second"] {
                let folder = kaad.folder.appending(path: name).path
                let arguments = ["audit", "sample", "--seed", "2025-11", "-n", "2", "--output", folder]
                let outcome = try await kaad.kaad(
                    arguments + ["--as-of", SampleFeeds.day, "--data", kaad.data.path]
                )
                try #require(outcome.exitCode == 0, "\(outcome.errors)")
                drawn.append(outcome.output)
                let manifest = try String(contentsOfFile: "\(folder)/manifest.json", encoding: .utf8)
                #expect(manifest.contains("\"population\": 3"))
                #expect(outcome.outputLines.allSatisfy { manifest.contains($0) })
                try await Self.verifyProofs(in: folder, kaad)
            }
            #expect(drawn[0] == drawn[1])
            #expect(drawn[0].split(separator: "\n").count == 2)
        }
    }

    /// Checks every proof of a pack as an auditor does, with the public key alone.
    private static func verifyProofs(in folder: String, _ kaad: Installation) async throws {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let proofs = files.filter { $0.hasSuffix(".proof") }
        #expect(!proofs.isEmpty)
        for proof in proofs.prefix(3) {
            let outcome = try await kaad.kaad([
                "audit", "verify", "--proof", "\(folder)/\(proof)",
                "--key", kaad.data.appending(path: "keys/audit-public.pem").path,
            ])
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
        }
    }

    @Test func tellsAPersonWhichBoardsHaveSeenWhatAndNamesNobody() async throws {
        try await Installation.temporary { kaad in
            let person = try await Self.loaded(kaad)
            let today = CivilDate(swedishDayOf: SystemClock().now)
            try await Self.work(with: person.id, kaad, on: today)
            // Which also says that nothing that can be asked for is missing: the command would fail.
            let text = try await kaad.outputOnData("register", "extract", person.id)
            #expect(text.hasPrefix("REGISTERUTDRAG"))
            #expect(text.contains("\(today): CHOICE_OF_STUDIES, BOOKED"))
            #expect(text.contains("från arbetsmarknadsnämnden till socialnämnden, uppgifter om OCCUPATION"))
            #expect(text.contains("arbetsmarknadsnämnden till utbildningsnämnden, covered, med stöd av SKOLLAGEN_29_9"))
            #expect(text.contains("Regel: KAA-"))
            #expect(text.contains("DETTA VISAR UTDRAGET INTE"))
            #expect(text.contains("slussplatser"))
            #expect(text.contains(person.number))
            #expect(text.contains("arbetsmarknadsnämnden har läst uppgifter"))
            #expect(!text.contains(NSUserName() + " "))
            #expect(!text.contains("local:"))
        }
    }

    /// Has another board book a session, and records a consent.
    private static func work(with person: String, _ kaad: Installation, on day: CivilDate) async throws {
        let session =
            "{\"youngPersonId\": \"\(person)\", \"scheduledOn\": \"\(day)\", \"topic\": "
            + "\"GUIDANCE_SESSION_TOPIC_CHOICE_OF_STUDIES\"}"
        _ = try await kaad.outputOnData(
            "call",
            "kaa.guidance.v1.GuidanceService/BookGuidanceSession",
            "--json",
            session,
            "--role",
            "guidance-counsellor",
            "--board",
            "UTBN"
        )
        _ = try await kaad.outputOnData(
            "consent",
            "record",
            person,
            "--giver",
            "young-person",
            "--form",
            "written",
            "--from",
            "AMN",
            "--to",
            "SON",
            "--class",
            "occupation",
            "--valid-until",
            day.addingDays(30).description
        )
    }

    @Test func refusesToStartOnADamagedLogIndexOrDatabase() async throws {
        try await Installation.temporary { kaad in
            _ = try await Self.loaded(kaad)
            let log = try #require(
                try FileManager.default.contentsOfDirectory(atPath: kaad.data.appending(path: "audit").path)
                    .filter { $0.first?.isNumber == true }.min()
            )
            for (path, text) in [
                ("audit/\(log)", "The log is damaged"), ("audit/audit.sqlite", "audit/audit.sqlite is damaged"),
                ("outreach.sqlite", "outreach.sqlite is damaged"),
            ] {
                let file = kaad.data.appending(path: path)
                let whole = try Data(contentsOf: file)
                var damaged = whole
                for position in (whole.count / 2)..<min(whole.count / 2 + 64, whole.count) { damaged[position] ^= 0xFF }
                for page in stride(from: 4096, to: whole.count, by: 4096) where path.hasSuffix("sqlite") {
                    damaged[page] = 0xEE
                }
                try damaged.write(to: file)
                expectRefusal(try await kaad.refusedServer(), saying: text)
                try whole.write(to: file)
            }
            _ = try await kaad.list()
        }
    }
}

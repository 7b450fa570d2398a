import Foundation
import GuidanceContract
import InterventionsContract
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract
import Testing

extension Installation {
    /// A token of a caller with a name of its own.
    func token(named name: String, _ role: String, board: String = "AMN") async throws -> String {
        let outcome = try await self.kaad([
            "token", "--data", self.data.path, "--subject", name, "--board", board, "--role", role, "--assurance", "3",
        ])
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return try #require(outcome.outputLines.first)
    }

    /// Has every module learn something of a person, and returns the person's opaque identifier.
    func work(on canary: Canary, _ server: ServedKaad) async throws -> String {
        let list = try await server.output(
            "register",
            "list",
            "--as-of",
            Canary.day,
            "--format",
            "csv",
            token: try await self.token("register-coordinator")
        )
        let line = try #require(list.split(separator: "\n").first { $0.hasPrefix(canary.personnummer) })
        let id = String(line.split(separator: ",")[1])
        let requestID = "00000000-0000-4000-8000-0000000000ca"
        try await server.withChannel(try await self.token("kaa-coordinator")) { channel in
            let outreach = Kaa.Outreach.V1.OutreachService.Client(channel)
            for step in [Kaa.Outreach.V1.OutreachStep.letter, .phone] {
                _ = try await outreach.recordContactAttempt(
                    .init(
                        youngPersonID: id,
                        step: step,
                        result: step == .phone ? .reachedYouth : .sent,
                        attemptedOn: Canary.day,
                        requestID: step == .phone ? requestID : ""
                    )
                )
            }
            let interventions = Kaa.Interventions.V1.InterventionService.Client(channel)
            _ = try await interventions.createInterventionType(
                .init(
                    interventionType: .init(
                        code: "COACHING",
                        displayName: "Coachning",
                        ownerBoard: "AMN",
                        provider: "Jobbtorg",
                        validFrom: "2024-01-01"
                    )
                )
            )
            let started = try await interventions.startIntervention(
                .init(youngPersonID: id, typeCode: "COACHING", startedOn: Canary.day)
            )
            _ = try await interventions.endIntervention(
                .init(
                    interventionID: try #require(started.intervention?.interventionID),
                    endedOn: "2024-12-01",
                    endReason: .toEducation
                )
            )
        }
        try await server.withChannel(try await self.token("guidance-counsellor", board: "UTBN")) { channel in
            let guidance = Kaa.Guidance.V1.GuidanceService.Client(channel)
            let places = try await guidance.createSlussplatsOffering(
                .init(
                    slussplatsOffering: .init(
                        schoolUnitCode: "12345678",
                        schoolName: "Exempelskolan",
                        opensOn: "2024-08-01",
                        closesOn: "2025-06-30",
                        capacity: 5
                    )
                )
            )
            let offering = try #require(places.slussplatsOffering?.slussplatsOfferingID)
            _ = try await guidance.bookSlussplats(
                .init(youngPersonID: id, slussplatsOfferingID: offering, bookedOn: Canary.day)
            )
        }
        // A batch that somebody uploaded and never ran.
        try await server.withChannel(try await self.token("register-coordinator")) { channel in
            let feeds = Kaa.Outreach.V1.FeedService.Client(channel)
            let batch = try await feeds.createFeedBatch(.init()).feedBatchID
            let content = try Data(contentsOf: self.inbox.appending(path: "folkbokforing-\(Canary.day).csv"))
            _ = try await feeds.uploadFeedChunk(
                .init(feedBatchID: batch, fileName: "folkbokforing-\(Canary.day).csv", content: [UInt8](content))
            )
        }
        return id
    }

    /// Proposes a purge and has two approve it.
    ///
    /// - Returns: The purge.
    func approvedPurge(_ server: ServedKaad) async throws -> String {
        let register = try await self.token(named: "rut", "register-coordinator")
        let coordinator = try await self.token(named: "kim", "kaa-coordinator")
        let proposal = try await server.output(
            "retention",
            "propose",
            "--due-by",
            "2025-12-31",
            "--format",
            "json",
            token: register
        )
        let id = try Kaa.Outreach.V1.Purge(jsonString: proposal).purgeID
        _ = try await server.output("retention", "approve", id, "--reason", "Årsvis", token: register)
        let approved = try await server.output("retention", "approve", id, "--reason", "Årsvis", token: coordinator)
        #expect(approved.contains("godkänd, inte verkställd"))
        return id
    }

    /// The figures of some windows, as the command prints them.
    func figures(_ server: ServedKaad) async throws -> [String] {
        let token = try await self.token("reporting-officer")
        var figures: [String] = []
        for window in [["2024-01-01", "2024-12-31"], ["2024-11-20", "2024-11-20"], ["2023-07-01", "2026-06-30"]] {
            figures.append(
                try await server.output(
                    "report",
                    "--from",
                    window[0],
                    "--to",
                    window[1],
                    "--by",
                    "district,sex",
                    "--format",
                    "json",
                    token: token
                )
            )
        }
        return figures
    }

    /// Looks for texts in every store of the data directory.
    ///
    /// - Returns: The lines that tell of hits.
    func hits(of texts: [String]) async throws -> [String] {
        let list = self.folder.appending(path: "sought.txt")
        try Data(texts.map { "\($0)\n" }.joined().utf8).write(to: list)
        let outcome = try await self.kaad(["retention", "search", "--data", self.data.path, "--texts", list.path])
        let hits = outcome.outputLines.filter { $0.hasPrefix("TRÄFF") }
        #expect(outcome.exitCode == (hits.isEmpty ? 0 : 1))
        #expect(texts.allSatisfy { !outcome.output.contains($0) }, "The search shows none of the texts.")
        return hits
    }
}

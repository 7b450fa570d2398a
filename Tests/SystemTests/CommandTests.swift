import Foundation
import KAAWire
import Testing

@Suite(.timeLimit(.minutes(10)))
struct CommandTests {
    @Test func reportsTheFunnelOfWhatWasDone() async throws {
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let person = try #require(try await kaad.list().split(separator: "\n").last?.split(separator: ",")[1])
            let attempt =
                #"{"youngPersonId": "\#(person)", "step": "OUTREACH_STEP_PHONE", "attemptedOn": "2025-11-21","#
                + #" "result": "ATTEMPT_RESULT_REACHED_YOUTH"}"#
            let recorded = try JSONValue(
                parsing: Array(
                    try await kaad.outputOnData(
                        "call",
                        "kaa.outreach.v1.OutreachService/RecordContactAttempt",
                        "-d",
                        attempt
                    ).utf8
                )
            )
            #expect(recorded["state"] == .string("OUTREACH_STATE_REACHED"))

            let report = try FunnelResult(try await kaad.report())
            #expect(report.total.covered == 3)
            #expect(report.total.sought == 1)
            #expect(report.total.reached == 1)
            #expect(report.total.reachedBy == ["PHONE": 1])
            #expect(report.total.attempts == ["PHONE": 1])
            #expect(report.total.inIntervention == 0)
            #expect(report.total.endReasons == [:])
            #expect(report.rows.map(\.district) == ["04"])
            #expect(report.rows.map(\.covered) == [3])

            let bySex = try FunnelResult(try await kaad.report("--by", "district,sex"))
            #expect(bySex.rows.allSatisfy { $0.district == "04" && ["FEMALE", "MALE"].contains($0.sex) })
            #expect(bySex.rows.reduce(0) { $0 + $1.covered } == 3)

            let earlier = try FunnelResult(try await kaad.report("--as-known-on", "2025-11-01"))
            #expect(earlier.total.covered == 0, "Nothing had been recorded by then.")

            let text = try await kaad.outputOnData("report", "--from", "2025-11-01", "--to", "2025-11-30")
            #expect(text.contains("reached by: PHONE 1"), "\(text)")
        }
    }

    @Test func callsAnyMethodByReflection() async throws {
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let queue = ["call", "kaa.outreach.v1.OutreachService/ListContactQueue", "-d", #"{"pageSize": 2}"#]
            let local = try await kaad.kaad(queue + ["--data", kaad.data.path])
            let page = try JSONValue(parsing: Array(local.output.utf8))
            guard case .array(let entries) = page["entries"] else {
                Issue.record("There are no entries: \(local)")
                return
            }
            #expect(entries.count == 2)
            #expect(page["totalSize"] == .number("3"))
            #expect(page["nextPageToken"] != nil)
            try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator")
                let remote = try await kaad.kaad(queue + ["--server", "\(server.address)"], token: token)
                #expect(try JSONValue(parsing: Array(remote.output.utf8))["entries"] == page["entries"])

                let server = ["--server", "\(server.address)"]
                let export = ["call", "kaa.outreach.v1.RegisterService/ExportRegister", "-d", "{}"]
                #expect(try await kaad.kaad(export + server, token: token).output.contains("\"personnummer\""))
                let unknown = ["call", "kaa.outreach.v1.OutreachService/Forget"]
                expectRefusal(try await kaad.kaad(unknown + server, token: token), saying: "no method")
                let faulty = ["call", "kaa.outreach.v1.OutreachService/ListContactQueue", "-d", #"{"pages": 2}"#]
                expectRefusal(try await kaad.kaad(faulty + server, token: token), saying: "pages")
            }
        }
    }

    @Test func printsATokenThatSaysWhoCalls() async throws {
        try await Installation.temporary { kaad in
            let parts = try await kaad.token("guidance-counsellor", "coach", board: "UTBN").split(separator: ".")
            try #require(parts.count == 3)
            var payload = parts[1].replacing("-", with: "+").replacing("_", with: "/")
            payload += String(repeating: "=", count: (4 - payload.count % 4) % 4)
            let claims = try JSONValue(parsing: [UInt8](try #require(Data(base64Encoded: String(payload)))))
            #expect(claims["sub"] == .string("tester"))
            #expect(claims["board"] == .string("UTBN"))
            guard case .array(let roles) = claims["roles"] else {
                Issue.record("There are no roles.")
                return
            }
            #expect(Set(roles) == [.string("guidance-counsellor"), .string("coach")])
            let files = try FileManager.default.subpathsOfDirectory(atPath: kaad.data.path)
            let keys = files.filter { $0.hasSuffix(".pem") }
            for key in keys {
                let path = kaad.data.appending(path: key).path
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
                #expect(mode?.intValue == 0o600, "Nobody else may sign.")
            }
            #expect(keys.count == 1)
        }
    }

    @Test func saysInOneLineWhatItCannotDo() async throws {
        try await Installation.temporary { kaad in
            let token = ["token", "--data", kaad.data.path, "--subject", "tester"]
            let list = ["register", "list", "--as-of", SampleFeeds.day]
            let report = ["report", "--from", "2025-07-01", "--to", "2025-12-18", "--data", kaad.data.path]
            let refusals: [([String], String)] = [
                (token + ["--board", "NOBODY", "--role", "coach"], "board"),
                (token + ["--board", "AMN", "--role", "king"], "role"),
                (report + ["--by", "planet"], "planet"),
                (["report", "--from", "2025-12-18", "--to", "2025-07-01", "--data", kaad.data.path], "to_date"),
                (list + ["--server", "127.0.0.1:1"], "token"),
                (list + ["--server", "127.0.0.1:1", "--token", "x"], "UNAVAILABLE"),
                (list + ["--server", "nowhere"], "HOST:PORT"),
                (["call", "nothing", "--data", kaad.data.path], "SERVICE/METHOD"),
                (["call", "kaa.none.v1.None/Get", "--data", kaad.data.path], "kaa.none.v1.None"),
            ]
            // A mistyped directory would pass for an empty register if it were made.
            expectRefusal(try await kaad.kaad(report), saying: "no data directory")
            #expect(try await kaad.kaad(token + ["--board", "AMN", "--role", "coach"]).exitCode == 0)
            for (arguments, text) in refusals {
                expectRefusal(try await kaad.kaad(arguments), saying: text)
            }
        }
    }

    @Test func asksForOneWayToReachAKaad() async throws {
        try await Installation.temporary { kaad in
            let list = ["register", "list", "--as-of", SampleFeeds.day]
            for arguments in [list, list + ["--server", "127.0.0.1:1", "--data", kaad.data.path]] {
                expectRefusal(try await kaad.kaad(arguments), saying: "Give one of --server HOST:PORT and --data DIR.")
            }
        }
    }

    @Test(arguments: [
        (["frobnicate"], "frobnicate"), (["serve", "--frobnicate"], "--frobnicate"),
        (["register", "list", "--data", "x"], "--as-of"),
        (["report", "--from", "someday"], "someday"), (["register", "list", "--format", "text"], "text"),
        (["report", "--format", "csv"], "csv"), (["call", "--data", "x"], "service/method"),
    ])
    func saysInOneLineThatItIsUsedWrongly(arguments: [String], text: String) async throws {
        try await Installation.temporary { kaad in
            expectRefusal(try await kaad.kaad(arguments), saying: text)
        }
    }

    @Test func helpsOnStandardOutput() async throws {
        try await Installation.temporary { kaad in
            for arguments in [["--help"], ["register", "list", "--help"], ["--version"]] {
                let outcome = try await kaad.kaad(arguments)
                #expect(outcome.exitCode == 0)
                #expect(!outcome.output.isEmpty)
                #expect(outcome.errors == "")
            }
        }
    }

    @Test func asksNobodyForATokenWhereTheServerDoesNot() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                let call = ["call", "--server", "\(server.address)"]
                let health = try await kaad.kaad(call + ["grpc.health.v1.Health/Check"])
                #expect(health.output.contains("SERVING"), "\(health.errors)")
                let refused = try await kaad.kaad(call + ["kaa.kernel.v1.KernelService/GetServer"])
                expectRefusal(refused, saying: "UNAUTHENTICATED")
            }
        }
    }
}

extension Installation {
    fileprivate func report(_ arguments: String...) async throws -> String {
        let command = ["report", "--from", "2025-11-01", "--to", "2025-11-30", "--format", "json"]
        let grouping = arguments.contains("--by") ? [] : ["--by", "district"]
        let outcome = try await self.kaad(command + grouping + arguments + ["--data", self.data.path])
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return outcome.output
    }
}

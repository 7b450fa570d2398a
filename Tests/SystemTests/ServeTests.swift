import Foundation
import KAAExpectations
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ServeTests {
    @Test func saysThatItIsReadyInOneLogLineAndOnTheHealthService() async throws {
        try await Installation.temporary { kaad in
            let outcome = try await kaad.serving { server in
                #expect(server.address.host == "127.0.0.1")
                try await server.withChannel { channel in
                    let health = Grpc.Health.V1.Health.Client(channel)
                    for service in ["", "kaa.outreach.v1.OutreachService", "kaa.reporting.v1.ReportingService"] {
                        let answer = try await health.check(.init(service: service))
                        #expect(answer.status == .serving)
                    }
                    await expectFailure(.notFound) { try await health.check(.init(service: "kaa.unknown")) }
                }
            }.outcome
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == "")
            let records = try outcome.errorLines.map { try LogRecord($0) }
            #expect(records.filter { $0["message"] == "Ready" }.count == 1)
            #expect(records.last?["message"] == "Stopped")
        }
    }

    @Test func finishesACallThatItHasAcceptedBeforeItEnds() async throws {
        try await Installation.temporary { kaad in
            let outcome = try await kaad.serving { server in
                try await server.withChannel { channel in
                    let watch = try await Grpc.Health.V1.Health.Client(channel).watch(.init(service: ""))
                    let states = watch.makeAsyncIterator()
                    #expect(try await states.next()?.status == .serving)
                    let call = try await Grpc.Reflection.V1.ServerReflection.Client(channel).serverReflectionInfo()
                    let answers = call.responses.makeAsyncIterator()
                    try await call.requests.write(.init(messageRequest: .listServices("")))
                    #expect(try await answers.next() != nil)

                    server.process.send(SIGTERM)

                    #expect(try await states.next()?.status == .notServing)
                    try await call.requests.write(.init(messageRequest: .listServices("")))
                    guard case .listServicesResponse(let list) = try await answers.next()?.messageResponse else {
                        Issue.record("The accepted call was not answered.")
                        return
                    }
                    #expect(list.service.map(\.name).contains("grpc.health.v1.Health"))
                    call.requests.finish()
                    #expect(try await answers.next() == nil)
                }
            }.outcome
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
        }
    }

    @Test func refusesADataDirectoryThatIsServed() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                expectRefusal(try await kaad.refusedServer(), saying: "in use by kaad serve")
                let commands = [
                    ["nightly", "--inbox", kaad.inbox.path, "--as-of", SampleFeeds.day],
                    ["register", "list", "--as-of", SampleFeeds.day],
                    ["register", "explain", try SampleFeeds().enrolled, "--as-of", SampleFeeds.day],
                    ["report", "--from", "2025-07-01", "--to", "2025-12-18"],
                    ["call", "kaa.kernel.v1.KernelService/GetServer"],
                ]
                for command in commands {
                    let outcome = try await kaad.kaad(command + ["--data", kaad.data.path])
                    expectRefusal(outcome, saying: "in use by kaad serve")
                }
                let token = try await kaad.token("operator")
                let answer = try await server.output("call", "kaa.kernel.v1.KernelService/GetServer", token: token)
                #expect(answer.contains("kaa.outreach.v1"))
            }
            let outcome = try await kaad.onData("register", "list", "--as-of", SampleFeeds.day)
            #expect(outcome.exitCode == 0, "The directory is free again: \(outcome.errors)")
        }
    }

    @Test(arguments: [
        ("servr:\n  port: 0\n", "servr"),
        ("server:\n  port: many\n", "server.port"),
        ("server:\n  port: 0\n  tls:\n    certificate: missing.pem\n    key: missing.pem\n", "missing.pem"),
    ])
    func refusesSettingsThatItCannotFollow(settings: String, named: String) async throws {
        try await Installation.temporary { kaad in
            let file = kaad.folder.appending(path: "faulty.yaml")
            try Data("dataDirectory: \(kaad.data.path)\n\(settings)".utf8).write(to: file)
            expectRefusal(try await kaad.refusedServer(config: file), saying: named)
        }
    }

    @Test func namesThePortThatIsInUse() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                let address = "cannot listen on \(server.address): the port is in use"
                let taken = "\(server.address.port)"
                for settings in [
                    ["KAAD_SERVER_PORT": taken], ["KAAD_SERVER_PORT": "0", "KAAD_METRICS_PORT": taken],
                ] {
                    let outcome = try await kaad.serve(settings)
                    #expect(outcome.exitCode == 1)
                    #expect(outcome.errorLines.filter { $0.hasPrefix("Error:") }.count == 1)
                    #expect(outcome.errorLines.last?.contains(address) == true, "\(outcome.errors)")
                }
            }
        }
    }

    @Test func refusesAVariableThatIsNoSetting() async throws {
        try await Installation.temporary { kaad in
            let outcome = try await kaad.serve(["KAAD_SERVER_PROT": "0"])
            expectRefusal(outcome, saying: "'KAAD_SERVER_PROT'. Did you mean 'KAAD_SERVER_PORT'?")
        }
    }
}

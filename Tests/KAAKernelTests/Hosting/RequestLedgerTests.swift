import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import Testing

@testable import KAAKernel

/// A stored answer goes to its own request and to nobody else's.
struct RequestLedgerTests {
    private typealias Request = Kaa.Kernel.V1.GetJobRunRequest
    private typealias Answer = Kaa.Kernel.V1.GetJobRunResponse

    /// The contract has no request with an identifier, so the name of the module stands for it.
    private static let request = Request(module: "00000000-0000-4000-8000-00000000000A", jobRunID: "one")

    /// Answers with a number that grows.
    private func answer(
        _ request: Request,
        to caller: Caller = .sample(.coach),
        in database: Database
    ) async throws -> String {
        try await database.write { transaction in
            let count = try transaction.requiredValue("SELECT COUNT(*) FROM kernelRequest", as: Int.self)
            let answer = try RequestLedger.once(
                request,
                identifiedBy: \.module,
                method: "/kaa.test.v1.Test/Change",
                caller: caller,
                in: transaction
            ) { Answer(jobRun: .init(jobRunID: "\(count)")) }
            return answer.jobRun?.jobRunID ?? ""
        }
    }

    @Test func givesTheSameAnswerToTheSameRequestOfTheSameCaller() async throws {
        let database = try await Database.open(.memory, migrations: KernelSchema.migrations)
        var inOtherLetters = Self.request
        inOtherLetters.module = inOtherLetters.module.lowercased()
        var namesake = Caller.sample(.coach)
        namesake.issuer = "utbn"
        #expect(try await self.answer(Self.request, in: database) == "0")
        #expect(try await self.answer(inOtherLetters, in: database) == "0")
        #expect(try await self.answer(Self.request, to: namesake, in: database) == "1")
        #expect(try await self.answer(Self.request, to: .sample(.auditor), in: database) == "2")
    }

    @Test func refusesAnotherRequestUnderTheSameIdentifier() async throws {
        let database = try await Database.open(.memory, migrations: KernelSchema.migrations)
        _ = try await self.answer(Self.request, in: database)
        var other = Self.request
        other.jobRunID = "two"
        await expectFailure(.invalidArgument, reason: "REQUEST_ID_REUSED", field: "request_id") {
            try await self.answer(other, in: database)
        }
    }

    @Test func refusesWhatAnEarlierVersionAnsweredToNobodyKnowsWhat() async throws {
        let database = try await Database.open(.memory, migrations: KernelSchema.migrations)
        _ = try await self.answer(Self.request, in: database)
        try await database.write { try $0.execute("UPDATE kernelRequest SET requestDigest = NULL") }
        await expectFailure(.invalidArgument, reason: "REQUEST_ID_REUSED") {
            try await self.answer(Self.request, in: database)
        }
    }
}

import Foundation
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import Testing

@testable import KAAKernel

/// What a call leaves on record, however it ends.
@Suite(.timeLimit(.minutes(10)))
struct CallRecordTests {
    private let kernel: KernelFixture
    private let person = YoungPersonID(SeededIdentifiers(seed: 5).next())

    init() async throws {
        self.kernel = try await KernelFixture([TellingModule.self])
    }

    private func call(
        _ method: MethodDescriptor = TellingModule.method,
        stating statement: Metadata = [:]
    ) async throws {
        let request = TellingModule.Request(youngPersonID: self.person.description)
        let _: TellingModule.Answer = try await self.kernel.channel(as: .coach)
            .unary(method, request, options: CallOptions(metadata: statement))
    }

    private func entries() async throws -> [AuditEntry] {
        try await self.kernel.auditEntries(of: "telling")
    }

    @Test func recordsACallThatFails() async throws {
        await expectFailure(.failedPrecondition) { try await self.call(TellingModule.failing) }
        let entry = try #require(try await self.entries().first)
        #expect(entry.outcome == .failed)
        #expect(entry.refusal == "FAILED_PRECONDITION")
        #expect(entry.subjects == [self.person])
        #expect(try await self.entries().count == 1)
    }

    @Test func recordsARefusalOnce() async throws {
        try self.kernel.module(TellingModule.self).subjects.replace(with: [:])
        await expectFailure(.notFound) { try await self.call() }
        #expect(try await self.entries().map(\.refusal) == ["PERSON_NOT_KNOWN"])
        #expect(try await self.entries().map(\.outcome) == [.denied])
    }

    @Test func recordsACallThatSucceedsOnce() async throws {
        try await self.call()
        #expect(try await self.entries().map(\.outcome) == [.granted])
    }

    @Test func tellsNothingOfSomebodyWhoBecameProtectedMeanwhile() async throws {
        let module = try self.kernel.module(TellingModule.self)
        module.subjects.replace(with: [self.person: SubjectStanding(district: "04")])
        module.gate.close()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await expectFailure(.notFound) { try await self.call() } }
            await module.gate.arrival()
            module.subjects.replace(
                with: [self.person: SubjectStanding(district: "04", protection: .sekretessmarkering)]
            )
            module.gate.open()
            try await group.waitForAll()
        }
        #expect(try await self.entries().map(\.outcome) == [.failed])
    }

    @Test func keepsNoIdentifierThatCouldBeAPersonnummer() async throws {
        try await self.call(stating: ["x-request-id": "20061121-2382"])
        try await self.call(stating: ["x-request-id": "run-17"])
        #expect(try await self.entries().map(\.requestID) == [nil, "run-17"])
    }
}

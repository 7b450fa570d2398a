import Foundation
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import Testing

@testable import KAAKernel

/// Calls whose record is made durable together with those of others: their answers wait, and nothing else does.
@Suite(.timeLimit(.minutes(10)))
struct HeldAnswerTests {
    private struct DiskFull: Error {}

    private let log = HeldLeafLog()
    private let anna = YoungPersonID(UUID(high: 1, low: 1))

    /// Lends a kernel whose next read of the metadata joins an append.
    private func withRead(
        _ body: @Sendable (NetworkKernel, _ read: @escaping @Sendable () async throws -> Void) async throws -> Void
    ) async throws {
        try await NetworkKernel.running(TellingModule.self, auditLog: self.log) { kernel in
            let metadata = try await kernel.metadata(for: .sample(.coach), lifetime: .seconds(600))
            kernel.setStanding(SubjectStanding(district: "04"), of: self.anna)
            // So often that the last one is decided by what was kept.
            for _ in 0..<4 { try await kernel.read(self.anna, metadata) }
            self.log.gather()
            let anna = self.anna
            try await body(kernel) { try await kernel.read(anna, metadata) }
        }
    }

    @Test func tellsNothingBeforeTheRecordIsOnDisk() async throws {
        try await self.withRead { kernel, read in
            let told = RaisedFlag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await read()
                    told.raise()
                }
                await self.log.arrival()
                // A refusal on the same connection, which has its own record, overtakes the answer.
                await expectFailure(.unauthenticated) { try await kernel.read(self.anna, [:]) }
                #expect(!told.isRaised)
                #expect(try await kernel.auditEntries().filter { $0.outcome == .granted }.count == 4)
                self.log.end()
                try await group.waitForAll()
            }
            #expect(told.isRaised)
            #expect(try await kernel.auditEntries().filter { $0.outcome == .granted }.count == 5)
        }
    }

    @Test func tellsNothingOfSomebodyWhoIsProtectedMeanwhile() async throws {
        try await self.withRead { kernel, read in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await expectFailure(.notFound) { try await read() } }
                await self.log.arrival()
                kernel.setStanding(SubjectStanding(district: "04", protection: .sekretessmarkering), of: self.anna)
                self.log.end()
                try await group.waitForAll()
            }
        }
    }

    @Test func tellsNothingOfSomebodyWhoIsProtectedWhileTheRecordIsWritten() async throws {
        try await NetworkKernel.running(TellingModule.self, auditLog: self.log) { kernel in
            let metadata = try await kernel.metadata(for: .sample(.coach), lifetime: .seconds(600))
            kernel.setStanding(SubjectStanding(district: "04"), of: self.anna)
            self.log.gate.close()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await expectFailure(.notFound) { try await kernel.read(self.anna, metadata) } }
                await self.log.gate.arrival()
                kernel.setStanding(SubjectStanding(district: "04", protection: .sekretessmarkering), of: self.anna)
                self.log.gate.open()
                try await group.waitForAll()
            }
        }
    }

    @Test func tellsNothingThatCannotBeRecorded() async throws {
        try await self.withRead { kernel, read in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await expectFailure(.unknown) { try await read() } }
                await self.log.arrival()
                self.log.end(.failure(DiskFull()))
                try await group.waitForAll()
            }
            #expect(try await kernel.auditEntries().count == 4)
        }
    }
}

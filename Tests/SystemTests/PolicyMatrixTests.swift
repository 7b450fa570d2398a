import Foundation
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import kaad

/// What `kaad policy matrix` prints, compared with what real calls come to.
@Suite(.timeLimit(.minutes(10)))
struct PolicyMatrixTests {
    private static let refusals = Set(PolicyRefusal.allCases.map(\.rawValue))

    /// Why policy refuses a call with an empty request; `nil` if it lets the call through to whatever comes next.
    private static func refusal(_ method: MethodDescriptor, on channel: any RPCChannel) async throws -> String? {
        let call: ClientCall<RawMessage, RawMessage> = try await channel.startCall(method, options: .standard)
        do {
            try await call.requests.write(RawMessage(bytes: []))
            call.requests.finish()
            _ = try await call.responses.makeAsyncIterator().next()
            call.cancel()
            return nil
        } catch let error as RPCError {
            guard error.code == .permissionDenied, let reason = error.reason else { return nil }
            return self.refusals.contains(reason) ? reason : nil
        }
    }

    private static func channel(
        _ kernel: KernelFixture,
        _ cell: PolicyMatrix.Cell,
        on ground: LegalGround? = nil
    ) throws -> any RPCChannel {
        var statement = PolicyMatrix.statement
        if let ground { statement.add(ground.rawValue, for: "kaa-ground") }
        if let purpose = cell.purpose { statement.add(purpose.rawValue, for: "kaa-purpose") }
        return try kernel.channel(for: PolicyMatrix.caller(cell.role, of: cell.board), stating: statement)
    }

    @Test func agreesWithRealCallsCellByCell() async throws {
        let kernel = try await KernelFixture(Composition.modules)
        let cells = kernel.policyMatrix.cells
        #expect(cells.count > 30 * 11 * 6)
        for cell in cells {
            let refusal = try await Self.refusal(cell.method, on: try Self.channel(kernel, cell))
            #expect(refusal == cell.refusal?.rawValue, "\(cell.method.path), \(cell.role), \(cell.board)")
            // A ground makes a difference only where there would have to be one.
            guard cell.refusal == .groundMissing else { continue }
            for ground in LegalGround.allCases {
                let refusal = try await Self.refusal(cell.method, on: try Self.channel(kernel, cell, on: ground))
                let isOpen = cell.grounds.contains(ground)
                #expect((refusal == nil) == isOpen, "\(cell.method.path), \(cell.role), \(cell.board), \(ground)")
            }
        }
    }

    @Test func deniesOtherBoardsWhateverNoGroundOpens() async throws {
        let kernel = try await KernelFixture(Composition.modules)
        let cells = kernel.policyMatrix.cells
        let socialWorkers = cells.filter { $0.role == .socialWorker && $0.board == .sdn("01") }
        let open = socialWorkers.filter { !$0.grounds.isEmpty }

        #expect(!open.isEmpty && open.allSatisfy { !$0.grounds.contains(.skollagen29Kap9) })
        #expect(cells.allSatisfy { $0.refusal == .groundMissing || $0.grounds.isEmpty })
    }

    @Test func printsEveryCell() async throws {
        try await Installation.temporary { kaad in
            let text = try await kaad.kaad(["policy", "matrix"])
            let kernel = try await KernelFixture(Composition.modules)
            #expect(text.output.split(separator: "\n").count == kernel.policyMatrix.cells.count / 6 + 2)

            let whole = try await kaad.kaad(["policy", "matrix", "--format", "json"])
            let json = try JSONValue(parsing: [UInt8](whole.output.utf8))
            guard case .array(let cells) = json["cells"] else {
                Issue.record("There are no cells.")
                return
            }
            #expect(cells.count == kernel.policyMatrix.cells.count)
        }
    }
}

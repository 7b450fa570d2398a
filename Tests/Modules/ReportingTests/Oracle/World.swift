import Foundation
import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAKernelContract
import KAAWire
import OutreachContract
import SeededRandomness

/// All that three modules have ever published, each in the order of its own sequence.
struct World {
    var coverages: [Kaa.Outreach.V1.CoverageRecorded] = []
    var attempts: [Kaa.Outreach.V1.ContactAttemptRecorded] = []
    var sessions: [Kaa.Guidance.V1.GuidanceSessionRecorded] = []
    var interventions: [Kaa.Interventions.V1.InterventionRecorded] = []
}

extension World {
    /// The events as they are delivered, with positions that run through each publisher's sequence.
    ///
    /// Coverages and attempts come from one publisher, the former first; the order among publishers is as random as
    /// deliveries are.
    func events(using random: inout SplitMix) throws -> [(publisher: String, event: PublishedEvent)] {
        var queues: [(publisher: String, messages: [any WireMessage])] = [
            ("outreach", self.coverages + self.attempts), ("guidance", self.sessions),
            ("interventions", self.interventions),
        ]
        var positions: [String: Int64] = [:]
        var events: [(String, PublishedEvent)] = []
        while !queues.isEmpty {
            let index = random.number(in: 0...queues.count - 1)
            guard let message = queues[index].messages.first else {
                queues.remove(at: index)
                continue
            }
            queues[index].messages.removeFirst()
            let publisher = queues[index].publisher
            positions[publisher, default: 0] += 1
            let event = PublishedEvent(
                position: positions[publisher, default: 0],
                id: UUID(),
                type: type(of: message).wireName,
                payload: try message.encodedBytes(),
                occurredOn: "2026-01-01",
                recordedAt: Date(timeIntervalSince1970: 0)
            )
            events.append((publisher, event))
        }
        return events
    }
}

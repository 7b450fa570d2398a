import ArgumentParser
import Foundation
import KAATransparency

/// `ledger-trials verify`: measures what `kaad audit verify` does.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verifies a log as 'kaad audit verify' does, and prints the time and the memory."
    )

    @Argument(help: "The folder of the log; the public key is DIR.pub.")
    var directory: String

    func run() throws {
        let key = try LedgerPublicKey(at: self.directory + ".pub")
        let clock = ContinuousClock()
        var count: UInt64 = 0
        let elapsed = try clock.measure {
            count = try LedgerVerifier(directory: self.directory, key: key).verify().count
        }
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let memory = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? "VmHWM: not known"
        let shown = memory.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        print("\(count) leaves in \(String(format: "%.1f", seconds)) s; \(shown)")
    }
}

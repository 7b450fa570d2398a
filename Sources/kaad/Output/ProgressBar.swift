import Foundation

/// A line that shows how far long work has come, for a person at a terminal; nothing for a file or a pipe.
struct ProgressBar {
    private static let width = 30

    private let isShown = Terminal.isWatched
    private var latest = ""

    /// Shows a step.
    mutating func show(_ phase: String, done: Int64, total: Int64) {
        guard self.isShown else { return }
        var line = phase
        if total > 0 {
            let share = min(max(Double(done) / Double(total), 0), 1)
            let filled = Int((share * Double(Self.width)).rounded())
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
            line = "[\(bar)] \(String(Int((share * 100).rounded(.down))))% \(phase)"
        }
        guard line != self.latest else { return }
        self.latest = line
        Terminal.write("\r\u{1B}[2K\(line)", to: .standardError)
    }

    /// Takes the line away.
    mutating func clear() {
        guard self.isShown, !self.latest.isEmpty else { return }
        self.latest = ""
        Terminal.write("\r\u{1B}[2K", to: .standardError)
    }
}

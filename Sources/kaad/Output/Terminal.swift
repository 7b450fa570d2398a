import Foundation

/// Where a command writes: results to standard output, everything else to standard error.
enum Terminal {
    /// Writes a line of a result.
    static func line(_ text: String) {
        self.write(text + "\n", to: .standardOutput)
    }

    /// Writes a line that is no result.
    static func note(_ text: String) {
        self.write(text + "\n", to: .standardError)
    }

    /// Writes a text; where nobody reads on, as behind `head`, the command has nothing more to do.
    static func write(_ text: String, to file: FileHandle) {
        do {
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            exit(EXIT_FAILURE)
        }
    }

    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }
}

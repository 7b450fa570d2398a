import Foundation

/// A log line as a collector reads it.
struct LogRecord {
    private let fields: [String: String]

    /// Reads a line.
    ///
    /// - Throws: `DecodingError` if the line is not an object of texts.
    init(_ line: String) throws {
        self.fields = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
    }

    /// Reads a line if it is the one that says that the server is ready.
    init?(ready line: String) {
        guard let record = try? Self(line), record["message"] == "Ready" else { return nil }
        self = record
    }

    subscript(field: String) -> String? { self.fields[field] }
}

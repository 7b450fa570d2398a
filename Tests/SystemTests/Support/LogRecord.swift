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

    subscript(field: String) -> String? { self.fields[field] }
}

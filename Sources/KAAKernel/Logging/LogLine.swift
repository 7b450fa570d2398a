import Foundation
import Logging

/// One log record on its way to a line of text.
struct LogLine {
    var timestamp: Date
    var level: Logger.Level
    var label: String
    var message: String
    var metadata: Logger.Metadata

    /// The line, redacted, with a line feed at the end and nowhere else.
    func text(_ format: LogFormat) -> String {
        var fields: [(String, String)] = [
            ("time", self.timestamp.ISO8601Format(Self.timestampStyle)),
            ("level", self.level.rawValue),
            ("logger", self.label),
            ("message", self.message),
        ]
        let reserved = Set(fields.map(\.0))
        for (key, value) in self.metadata.sorted(by: { $0.key < $1.key }) {
            fields.append((reserved.contains(key) ? "metadata.\(key)" : key, "\(value)"))
        }
        let redacted = fields.enumerated().map { index, field in
            // The time is ours, and has digits enough to be taken for something else.
            index == 0 ? field : (LogRedactor.redact(field.0), LogRedactor.redact(field.1))
        }
        switch format {
        case .json:
            return "{" + redacted.map { "\($0.0.jsonQuoted):\($0.1.jsonQuoted)" }.joined(separator: ",") + "}\n"
        case .logfmt:
            return redacted.map { "\($0.0)=\($0.1.logfmtQuoted)" }.joined(separator: " ") + "\n"
        }
    }

    private static var timestampStyle: Date.ISO8601FormatStyle {
        Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    }
}

extension String {
    /// The text as a JSON string.
    ///
    /// - Note: RFC 8259 section 7.
    fileprivate var jsonQuoted: String {
        var result = "\""
        for scalar in self.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The text, quoted as in JSON if it holds a space, a quote, an equals sign or a control character.
    fileprivate var logfmtQuoted: String {
        let isPlain = self.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "=" && $0 != "\\" }
        return isPlain && !self.isEmpty ? self : self.jsonQuoted
    }
}

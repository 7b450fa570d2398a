/// Writes JSON (RFC 8259).
struct JSONWriter {
    let isPretty: Bool
    private(set) var text = ""
    private var depth = 0

    init(isPretty: Bool) {
        self.isPretty = isPretty
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: self.text += "null"
        case .bool(let flag): self.text += flag ? "true" : "false"
        case .number(let digits): self.text += digits
        case .string(let string): self.write(string)
        case .array(let elements):
            self.writeList("[", "]", count: elements.count) { $0.write(elements[$1]) }
        case .object(let members):
            self.writeList("{", "}", count: members.count) { writer, index in
                writer.write(members[index].name)
                writer.text += writer.isPretty ? ": " : ":"
                writer.write(members[index].value)
            }
        }
    }

    private mutating func writeList(
        _ opening: String,
        _ closing: String,
        count: Int,
        _ element: (inout JSONWriter, Int) -> Void
    ) {
        self.text += opening
        self.depth += 1
        for index in 0..<count {
            if index > 0 { self.text += "," }
            self.breakLine()
            element(&self, index)
        }
        self.depth -= 1
        if count > 0 { self.breakLine() }
        self.text += closing
    }

    private mutating func breakLine() {
        guard self.isPretty else { return }
        self.text += "\n" + String(repeating: "  ", count: self.depth)
    }

    private mutating func write(_ string: String) {
        self.text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": self.text += "\\\""
            case "\\": self.text += "\\\\"
            case "\n": self.text += "\\n"
            case "\r": self.text += "\\r"
            case "\t": self.text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                self.text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: self.text.unicodeScalars.append(scalar)
            }
        }
        self.text += "\""
    }
}

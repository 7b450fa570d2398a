extension MetricFamily {
    /// The type of a page of families, as HTTP names it.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// A page of families, in the order given.
    ///
    /// - Note: Prometheus exposition formats, text format 0.0.4.
    public static func page(_ families: [MetricFamily]) -> String {
        var page = ""
        for family in families {
            family.write(to: &page)
        }
        return page
    }

    private func write(to page: inout String) {
        page += "# HELP \(self.name) \(Self.escaped(self.help, quotes: false))\n"
        page += "# TYPE \(self.name) \(self.kind.rawValue)\n"
        for sample in self.samples {
            page += self.name + sample.suffix
            if !sample.labels.isEmpty {
                let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
                page += "{\(labels.joined(separator: ","))}"
            }
            page += " \(Self.text(sample.value))\n"
        }
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// A number as Go reads it; counts without a fraction.
    private static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }
}

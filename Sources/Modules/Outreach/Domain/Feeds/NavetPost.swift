/// One person of a Navet file, as the texts of the elements that may be read.
struct NavetPost: Sendable {
    /// The line the person begins on.
    let line: Int

    /// The elements seen, a handful, with their texts.
    private var texts: [(leaf: NavetElement.Leaf, text: [UInt8])] = []

    init(line: Int) {
        self.line = line
    }

    /// Notes that an element is there, and adds to its text.
    mutating func append(_ text: [UInt8], to leaf: NavetElement.Leaf) {
        if let index = self.texts.firstIndex(where: { $0.leaf == leaf }) {
            self.texts[index].text += text
        } else {
            self.texts.append((leaf, text))
        }
    }

    /// The person as the fields of a row; a field whose element is missing stays empty.
    ///
    /// A mark of protection counts by being there, whatever it holds.
    func fields() -> FeedFields {
        var fields = FeedFields()
        let lines = [self.text(.careOf), self.text(.addressLine1), self.text(.addressLine2)].compactMap(\.self)
        let values: [(FeedColumn, [UInt8]?)] = [
            (.personnummer, self.text(.personnummer) ?? self.text(.assignedNumber)),
            (.tilltalsnamn, self.givenName),
            (.efternamn, self.text(.familyName)),
            (.gatuadress, Array(lines.joined(separator: Array(", ".utf8)))),
            (.postnummer, self.text(.postalCode)),
            (.postort, self.text(.postalTown)),
            (.kommunkod, self.kommunkod),
            (.folkbokforingsdatum, self.date(.registrationDate)),
            (.skydd, self.protection),
            (.avregistrering, self.text(.deregistrationCause)),
            (.avregistreringsdatum, self.date(.deregistrationDate)),
        ]
        for case (let column, let value?) in values {
            fields.set(column, to: value)
        }
        return fields
    }

    private var givenName: [UInt8]? {
        guard let names = self.text(.givenNames) else { return nil }
        guard let mark = self.text(.givenNameMark) else { return names }
        return NavetGivenName.marked(names, mark: mark)
    }

    /// Whether an element is there, with or without text.
    private func has(_ leaf: NavetElement.Leaf) -> Bool {
        self.texts.contains { $0.leaf == leaf }
    }

    /// An element's text without the white space around it; `nil` if there is none.
    private func text(_ leaf: NavetElement.Leaf) -> [UInt8]? {
        guard let text = self.texts.first(where: { $0.leaf == leaf })?.text else { return nil }
        let trimmed = text.drop { $0 <= 0x20 }
        guard let last = trimmed.lastIndex(where: { $0 > 0x20 }) else { return nil }
        return Array(trimmed[...last])
    }

    /// County and municipality together make the four digits; the municipality may also hold all four.
    private var kommunkod: [UInt8]? {
        guard let kommun = self.text(.kommun) else { return nil }
        guard kommun.count == 2, let county = self.text(.county) else { return kommun }
        return county + kommun
    }

    /// A date as `yyyy-mm-dd`; Navet writes `yyyymmdd`.
    private func date(_ leaf: NavetElement.Leaf) -> [UInt8]? {
        guard let date = self.text(leaf) else { return nil }
        guard date.count == 8 else { return date }
        let hyphen = [UInt8(ascii: "-")]
        return Array(date[0..<4]) + hyphen + date[4..<6] + hyphen + date[6..<8]
    }

    private var protection: [UInt8]? {
        if self.has(.protectedRegistration) { return Array("SKYDDAD_FOLKBOKFORING".utf8) }
        if self.has(.secrecyMark) { return Array("SEKRETESSMARKERING".utf8) }
        return nil
    }
}

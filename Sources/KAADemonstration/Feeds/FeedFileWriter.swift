package import Foundation
package import KAAKernel

/// Writes a city's feed files into a folder, as its registers would deliver them.
///
/// The same city gives the same bytes. Rows go out one by one; at no time is a whole file in memory.
package struct FeedFileWriter: Sendable {
    private let city: DemonstrationCity
    private let folder: URL

    /// Creates a writer; `folder` is made when the first file is written, if it isn't there.
    package init(_ city: DemonstrationCity, folder: URL) {
        self.city = city
        self.folder = folder
    }

    /// Writes every snapshot of the term.
    ///
    /// - Throws: What the file system says.
    @discardableResult
    package func writeAll() throws -> [FeedFile] {
        try self.city.plan.snapshotDates.flatMap { try self.write(snapshotOf: $0) }
    }

    /// Writes the four files of one date of the plan.
    ///
    /// The messages are those sent since the snapshot before it.
    ///
    /// - Throws: ``DemonstrationError`` with the code `invalidPlan` if the plan has no such date; what the file system says.
    @discardableResult
    package func write(snapshotOf date: CivilDate) throws -> [FeedFile] {
        guard let index = self.city.plan.snapshotDates.firstIndex(of: date) else {
            throw DemonstrationError(.invalidPlan, "The plan has no snapshot of \(date).")
        }
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        let isOtherFormat = date == self.city.plan.otherFormatsDate
        // Navet flags protection by the element's presence, so an unknown code has no place there; an impossible day has.
        let defect = isOtherFormat ? .impossibleDate : DefectiveRows.defect(ofSnapshot: index)
        let defects = try DefectiveRows(defect, calendar: self.city.plan.calendar)
        return [
            isOtherFormat ? try self.writeXML(date, defects) : try self.writeFolkbokforing(date, defects),
            isOtherFormat ? try self.writeJSON(date, defects) : try self.writeElevregister(date, defects),
            try self.writeMerits(date, defects),
            try self.writeMessages(date, after: index == 0 ? nil : self.city.plan.snapshotDates[index - 1], defects),
        ]
    }

    private func writeFolkbokforing(_ date: CivilDate, _ defects: DefectiveRows) throws -> FeedFile {
        let rows = self.city.persons.lazy.compactMap { FolkbokforingRow($0, asKnownOn: date) }
        return try self.writeCSV(.folkbokforing, date, rows, defects.folkbokforing)
    }

    private func writeElevregister(_ date: CivilDate, _ defects: DefectiveRows) throws -> FeedFile {
        let rows = self.city.persons.lazy.flatMap { Self.elevregisterRows($0, date) }
        return try self.writeCSV(.elevregister, date, rows, defects.elevregister)
    }

    private func writeMerits(_ date: CivilDate, _ defects: DefectiveRows) throws -> FeedFile {
        let rows = self.city.persons.lazy.flatMap { person in
            person.school.merits.compactMap { MeritRow($0, of: person, asKnownOn: date) }
        }
        return try self.writeCSV(.meriter, date, rows, defects.merit)
    }

    private func writeMessages(_ date: CivilDate, after last: CivilDate?, _ defects: DefectiveRows) throws -> FeedFile {
        let rows = self.city.messages.lazy
            .filter { message in
                let isSentBefore = last.map { message.notice.reportedOn <= $0 } ?? false
                return message.notice.reportedOn <= date && !isSentBefore
            }
            .map { SchoolMessageRow($0) }
        return try self.writeCSV(.skolmeddelanden, date, rows, defects.message(on: date))
    }

    /// Writes `rows`, with the defective one as the third if there are as many.
    private func writeCSV<Row: FeedRow>(
        _ feed: Feed,
        _ date: CivilDate,
        _ rows: some Sequence<Row>,
        _ defect: Row
    ) throws -> FeedFile {
        let name = "\(feed.rawValue)-\(date).csv"
        var file = try OutputFile(named: name, in: self.folder)
        var text = FeedText()
        text.appendRecord(feed.columns)
        var rowCount = 0
        for row in rows {
            if rowCount == 2 {
                text.appendRecord(defect.fields)
                rowCount += 1
            }
            text.appendRecord(row.fields)
            rowCount += 1
            try file.write(text.bytes)
            text = FeedText()
        }
        try file.write(text.bytes)
        return FeedFile(feed: feed, date: date, name: name, rowCount: rowCount, byteCount: try file.finish())
    }

    private func writeXML(_ date: CivilDate, _ defects: DefectiveRows) throws -> FeedFile {
        let name = "\(Feed.folkbokforing.rawValue)-\(date).xml"
        var file = try OutputFile(named: name, in: self.folder)
        try file.write(Array(PersonpostXML.header.utf8))
        try file.write(PersonpostXML.post(defects.folkbokforing))
        var rowCount = 1
        for person in self.city.persons {
            guard let row = FolkbokforingRow(person, asKnownOn: date) else { continue }
            try file.write(PersonpostXML.post(row))
            rowCount += 1
        }
        try file.write(Array(PersonpostXML.footer.utf8))
        return FeedFile(feed: .folkbokforing, date: date, name: name, rowCount: rowCount, byteCount: try file.finish())
    }

    private func writeJSON(_ date: CivilDate, _ defects: DefectiveRows) throws -> FeedFile {
        let name = "\(Feed.elevregister.rawValue)-\(date).json"
        var file = try OutputFile(named: name, in: self.folder)
        try file.write(Array(SS12000JSON.header.utf8))
        let defect = defects.folkbokforing
        try file.write(
            SS12000JSON.person(
                self.city.persons.count,
                givenName: defect.givenName,
                familyName: defect.familyName,
                enrolments: [defects.elevregister]
            )
        )
        var rowCount = 1
        for person in self.city.persons {
            let rows = Self.elevregisterRows(person, date)
            guard !rows.isEmpty else { continue }
            try file.write(Array(",\n".utf8))
            try file.write(
                SS12000JSON.person(
                    person.number,
                    givenName: person.givenName,
                    familyName: person.familyName,
                    enrolments: rows
                )
            )
            rowCount += rows.count
        }
        try file.write(Array(SS12000JSON.footer.utf8))
        return FeedFile(feed: .elevregister, date: date, name: name, rowCount: rowCount, byteCount: try file.finish())
    }

    private static func elevregisterRows(_ person: CityPerson, _ date: CivilDate) -> [ElevregisterRow] {
        person.school.enrolments.compactMap { ElevregisterRow($0, of: person, asKnownOn: date) }
    }
}

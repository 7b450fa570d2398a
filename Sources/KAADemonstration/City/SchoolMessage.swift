import KAAKernel

/// A school's message with the person it is about and its number.
struct SchoolMessage: Hashable, Sendable {
    /// Unique within the city, for example `SM-2026-000123`.
    let identifier: String
    let digits: String
    let notice: NoticeFact

    /// Numbers all messages of all persons, in the order in which they were sent.
    static func numbered(_ persons: [CityPerson]) -> [SchoolMessage] {
        let sent = persons.flatMap { person in person.school.notices.map { (digits: person.digits, notice: $0) } }
            .sorted { lhs, rhs in
                (lhs.notice.reportedOn, lhs.digits, lhs.notice.eventDate, lhs.notice.kind.rawValue)
                    < (rhs.notice.reportedOn, rhs.digits, rhs.notice.eventDate, rhs.notice.kind.rawValue)
            }
        return sent.enumerated().map { index, message in
            let number = String(1_000_001 + index).dropFirst()
            return SchoolMessage(
                identifier: "SM-\(message.notice.reportedOn.year)-\(number)",
                digits: message.digits,
                notice: message.notice
            )
        }
    }
}

import KAAKernel

/// A row of the feed of school messages.
struct SchoolMessageRow: FeedRow, Hashable, Sendable {
    var identifier: String
    var digits: String
    var kind: String
    var unit: String
    var eventDate: String
    var reportedOn: String

    var fields: [String] { [self.identifier, self.digits, self.kind, self.unit, self.eventDate, self.reportedOn] }
}

extension SchoolMessageRow {
    init(_ message: SchoolMessage) {
        self.identifier = message.identifier
        self.digits = message.digits
        self.kind = message.notice.kind.rawValue
        self.unit = message.notice.unit.code
        self.eventDate = message.notice.eventDate.description
        self.reportedOn = message.notice.reportedOn.description
    }
}

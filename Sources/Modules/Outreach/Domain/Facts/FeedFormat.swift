/// The format of a feed file, named by its extension.
enum FeedFormat: String, Hashable, Sendable, CaseIterable {
    /// RFC 4180 with a header row.
    case csv
    /// Navet's `PersonpostXML`.
    case xml
    /// SS 12000:2020 `persons` with `enrolments`.
    case json
}

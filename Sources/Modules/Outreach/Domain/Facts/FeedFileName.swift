import KAAKernel

/// The name of a feed file: `<feed>-YYYY-MM-DD.<extension>`.
struct FeedFileName: Hashable, Sendable {
    /// Which feed the file belongs to.
    let feed: FeedKind
    /// The day whose state the file gives.
    let snapshot: CivilDate
    /// How the file is written.
    let format: FeedFormat

    /// Names a file, or returns `nil` if the feed isn't read in that format.
    init?(feed: FeedKind, snapshot: CivilDate, format: FeedFormat) {
        guard feed.formats.contains(format) else { return nil }
        self.feed = feed
        self.snapshot = snapshot
        self.format = format
    }

    /// Reads a file name without its folder, or returns `nil` if it isn't that of a feed file.
    init?(_ name: String) {
        guard let dot = name.lastIndex(of: "."), let format = FeedFormat(rawValue: String(name[dot...].dropFirst())),
            let hyphen = name.firstIndex(of: "-"), hyphen < dot, let feed = FeedKind(rawValue: String(name[..<hyphen]))
        else { return nil }
        let date = String(name[name.index(after: hyphen)..<dot])
        guard let snapshot = CivilDate(isoUTF8: date.utf8.span) else { return nil }
        self.init(feed: feed, snapshot: snapshot, format: format)
    }
}

extension FeedFileName: CustomStringConvertible {
    /// The file name.
    var description: String {
        "\(self.feed.rawValue)-\(self.snapshot).\(self.format.rawValue)"
    }
}

import Foundation
import KAAKernel

/// The feed files in a folder.
struct FeedInbox {
    /// A feed file that waits to be read.
    struct File: Hashable, Sendable {
        let name: FeedFileName
        let path: String
        let byteCount: Int64
    }

    /// The files of the day or earlier, in the order of their dates and then of their feeds.
    let files: [File]

    /// Lists a folder.
    ///
    /// Files that are not named as feeds are passed over, since people keep notes next to them; so are those dated after
    /// `day`, which a later run reads.
    ///
    /// - Throws: ``KAAKernel/JobFailure`` if the folder cannot be read, holds no feed, or holds one in two formats.
    init(directory: String, until day: CivilDate) throws {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw JobFailure(reason: "INBOX_UNREADABLE", message: "The folder with the feeds cannot be read.")
        }
        var files: [File] = []
        var seen: Set<[String]> = []
        for name in names.sorted() {
            guard let fileName = FeedFileName(name), fileName.snapshot <= day else { continue }
            guard seen.insert([fileName.feed.rawValue, fileName.snapshot.description]).inserted else {
                throw JobFailure(
                    reason: "FEED_DUPLICATE",
                    message: "\(fileName.feed.rawValue) of \(fileName.snapshot) is there in two formats."
                )
            }
            let path = directory + "/" + name
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
            files.append(File(name: fileName, path: path, byteCount: size?.int64Value ?? 0))
        }
        guard !files.isEmpty else {
            throw JobFailure(
                reason: "INBOX_EMPTY",
                message: "The folder holds no feed named like folkbokforing-YYYY-MM-DD.csv dated \(day) or earlier."
            )
        }
        self.files = files.sorted { one, other in
            one.name.snapshot != other.name.snapshot
                ? one.name.snapshot < other.name.snapshot
                : one.name.feed.readingOrder < other.name.feed.readingOrder
        }
    }
}

extension FeedKind {
    /// Persons come before what is said of them.
    fileprivate var readingOrder: Int {
        switch self {
        case .folkbokforing: 0
        case .elevregister: 1
        case .meriter: 2
        case .skolmeddelanden: 3
        }
    }
}

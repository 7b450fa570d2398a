import Foundation
import KAAKernel

@testable import Outreach

/// A folder of feed files, which goes with the last reference to it.
final class FeedFolder: Sendable {
    let path: String

    init() throws {
        self.path = FileManager.default.temporaryDirectory.appending(path: "kaa-feeds-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    deinit {
        // What is left lies in the system's folder for such things.
        try? FileManager.default.removeItem(atPath: self.path)
    }

    /// Writes a file, in place of one of that name.
    func write(_ text: String, to name: String) throws {
        try self.write(Array(text.utf8), to: name)
    }

    /// Writes a file, in place of one of that name.
    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: self.path).appending(path: name))
    }

    /// Writes a snapshot as CSV.
    func write<Row: WritableRow>(_ rows: [Row], of snapshot: CivilDate) throws {
        var text = Row.feed.columns.map(\.name).joined(separator: ",") + "\r\n"
        for row in rows {
            row.appendFields(to: &text)
            text += "\r\n"
        }
        try self.write(text, to: "\(Row.feed.rawValue)-\(snapshot).csv")
    }

    /// Has files of another folder here too.
    func take(_ names: some Sequence<String>, from other: FeedFolder) throws {
        for name in names {
            try FileManager.default.linkItem(atPath: "\(other.path)/\(name)", toPath: "\(self.path)/\(name)")
        }
    }

    /// The names of the files.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.path).sorted()
    }
}

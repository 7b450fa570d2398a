import Foundation

/// The folder of a demonstration: the feeds of each day, and the data that comes of them.
struct DemonstrationDirectory: Sendable {
    let path: String

    private var markerPath: String { self.path + "/demonstration" }

    /// Makes the folder anew.
    ///
    /// - Throws: ``CommandFailure`` if it holds something that is not a demonstration, which nobody wants removed.
    init(path: String) throws {
        self.path = path
        let files = FileManager.default
        if files.fileExists(atPath: path), try !files.contentsOfDirectory(atPath: path).isEmpty {
            guard files.fileExists(atPath: self.markerPath) else {
                throw CommandFailure("'\(path)' holds something else than a demonstration. Give another --data DIR.")
            }
            try files.removeItem(atPath: path)
        }
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data("Made by 'kaad demo', which removes this folder when it runs again.\n".utf8)
            .write(to: URL(filePath: self.markerPath))
    }

    /// The folder with the feeds of a day.
    func inbox(_ day: String) -> URL {
        URL(filePath: self.path).appending(path: "inbox").appending(path: day)
    }

    /// The data directory of the kernel.
    var data: String { self.path + "/data" }
}

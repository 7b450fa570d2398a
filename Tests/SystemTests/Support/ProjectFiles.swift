import Foundation

/// Where the tests find what has been built and installed.
enum ProjectFiles {
    /// Something that must be there before the tests can run.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The repository.
    static let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL

    /// The program under test, which was built beside the tests.
    static func kaad() throws -> URL {
        try self.program("kaad")
    }

    /// A program that was built beside the tests.
    static func program(_ name: String) throws -> URL {
        let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
        let places =
            bundles
            + [Bundle.main.executableURL, CommandLine.arguments.first.map { URL(filePath: $0) }]
            .compactMap(\.self)
        for place in places {
            var folder = place.resolvingSymlinksInPath().deletingLastPathComponent()
            while folder.path != "/" {
                let candidate = folder.appending(path: name)
                var isDirectory: ObjCBool = false
                if unsafe FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory),
                    !isDirectory.boolValue, FileManager.default.isExecutableFile(atPath: candidate.path)
                {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
        }
        throw Missing(description: "There is no \(name) beside the tests: run 'swift build --build-tests'.")
    }

    /// A program of the Python environment, such as `python` or `buf`.
    static func tool(_ name: String) throws -> URL {
        let program = self.root.appending(path: ".build/venv/bin/\(name)")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw Missing(description: "'\(name)' is missing: run scripts/install-dependencies tools.")
        }
        return program
    }

    /// A client that is written in another language.
    static func client(_ name: String) -> URL {
        self.root.appending(path: "Tests/SystemTests/Clients/\(name)")
    }
}

import Foundation

/// Looks for what must not leave the feeds: the personnummer of those who stand in them.
struct PersonalTrace {
    private let numbers: Set<String>

    /// Gathers every number of twelve digits, of which the first two are a century, in the files of a folder.
    init(feedsIn folder: URL) throws {
        var numbers: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for match in text.matches(of: #/\b(?:19|20)\d{10}\b/#) { numbers.insert(String(match.output)) }
        }
        self.numbers = numbers
    }

    /// Whether nothing was gathered, so that a search would prove nothing.
    var isEmpty: Bool { self.numbers.isEmpty }

    /// The lines of a text with a number in it, in any of the ways in which people write one.
    func lines(in text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { line in
            let digits = line.filter { !"-+ ".contains($0) }
            return digits.matches(of: #/\d{10,}/#).contains { run in
                self.numbers.contains { $0.contains(run.output) || run.output.contains($0.dropFirst(2)) }
            }
        }
    }

    /// The paths below a folder with a number in them.
    func paths(below folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).flatMap(self.lines(in:))
    }
}

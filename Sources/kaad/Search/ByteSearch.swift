import Foundation

/// Looks for texts in files byte by byte, whatever the files are: databases, their logs, uploads, text.
struct ByteSearch {
    /// A text found in a file.
    struct Hit: Hashable, Sendable {
        let line: Int
        let form: String
        let isOpaqueIdentifier: Bool
        let offset: Int64
    }

    /// Reads this much at a time: large enough for the disk, small enough for any machine.
    private static let chunkByteCount = 4_194_304

    private let patterns: [[UInt8]: [(SoughtText, SoughtText.Form)]]
    private let longest: Int

    /// Prepares a search; forms shorter than the prefix by which they are found are passed over.
    init(_ texts: [SoughtText]) {
        var patterns: [[UInt8]: [(SoughtText, SoughtText.Form)]] = [:]
        for text in texts {
            for form in text.forms where form.bytes.count >= 2 {
                patterns[Array(form.bytes.prefix(2)), default: []].append((text, form))
            }
        }
        self.patterns = patterns
        self.longest = texts.flatMap(\.forms).map(\.bytes.count).max() ?? 0
    }

    /// Finds the texts in a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - progress: Told of every piece read, in bytes.
    /// - Returns: The hits, first of each form only.
    /// - Throws: What keeps the file from being read.
    /// - Complexity: O(*n*) in the size of the file.
    func hits(in path: String, _ progress: (Int64) -> Void = { _ in }) throws -> [Hit] {
        guard let file = FileHandle(forReadingAtPath: path) else { throw CommandFailure("'\(path)' cannot be read.") }
        defer { try? file.close() }
        var table = [Bool](repeating: false, count: 65_536)
        for prefix in self.patterns.keys { table[Int(prefix[0]) << 8 | Int(prefix[1])] = true }
        var found: [String: Hit] = [:]
        var window: [UInt8] = []
        var start: Int64 = 0
        while let chunk = try file.read(upToCount: Self.chunkByteCount), !chunk.isEmpty {
            window += chunk
            for hit in self.hits(in: window.span, table, at: start) where found["\(hit.line) \(hit.form)"] == nil {
                found["\(hit.line) \(hit.form)"] = hit
            }
            // What may go on in the next piece is looked at again.
            let kept = min(window.count, self.longest)
            start += Int64(window.count - kept)
            window.removeFirst(window.count - kept)
            progress(Int64(chunk.count))
        }
        return found.values.sorted { ($0.line, $0.offset) < ($1.line, $1.offset) }
    }

    private func hits(in bytes: Span<UInt8>, _ table: [Bool], at start: Int64) -> [Hit] {
        guard bytes.count >= 2 else { return [] }
        var hits: [Hit] = []
        for index in 0..<(bytes.count - 1)
        where table[Int(bytes[index]) << 8 | Int(bytes[index + 1])] {
            for (text, form) in self.patterns[[bytes[index], bytes[index + 1]]] ?? [] {
                guard index + form.bytes.count <= bytes.count,
                    form.bytes.indices.allSatisfy({ bytes[index + $0] == form.bytes[$0] })
                else { continue }
                hits.append(
                    Hit(
                        line: text.line,
                        form: form.name,
                        isOpaqueIdentifier: text.isOpaqueIdentifier,
                        offset: start + Int64(index)
                    )
                )
            }
        }
        return hits
    }
}

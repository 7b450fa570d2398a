import Crypto
import Foundation
import KAAKernelContract
import KAAWire
import OutreachContract

/// A folder with the evidence on a sample of persons, and a manifest with the hash of every file.
struct EvidencePack {
    private let folder: URL
    private var files: [(path: String, hash: String)] = []

    /// Makes the folder.
    ///
    /// - Throws: ``CommandFailure`` if there is something in it already.
    init(at path: String) throws {
        self.folder = URL(filePath: path)
        let manager = FileManager.default
        if let content = try? manager.contentsOfDirectory(atPath: path), !content.isEmpty {
            throw CommandFailure("The folder '\(path)' is not empty.")
        }
        try manager.createDirectory(
            at: self.folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Adds the file of a person: the register's content, what was done with it, and the proofs of each entry.
    mutating func add(_ file: PersonFile, _ records: [Kaa.Kernel.V1.LoggedRecord], number: Int) throws {
        let name = "\(number < 10 ? "0" : "")\(number)-\(file.person.youngPersonID)"
        try self.write("\(name)/register.json", try Self.history(of: file).text(pretty: true) + "\n")
        try self.write("\(name)/accesses.json", try AccessLog(records).json.text(pretty: true) + "\n")
        try self.write("\(name)/grounds.json", Self.grounds(records).text(pretty: true) + "\n")
        for logged in records where !logged.proof.isEmpty {
            try self.write("\(name)/proofs/\(logged.leafIndex).proof", logged.proof)
        }
    }

    /// Writes what was drawn, how, and the hash of each file.
    mutating func finish(_ draw: SampleDraw, _ drawn: [SampleDraw.Drawn], of population: Int, asOf day: String) throws {
        let manifest = JSONValue.object([
            .init("seed", .string(draw.seed)),
            .init("as_of", .string(day)),
            .init("population", .number("\(population)")),
            .init("draw", .string("the lowest SHA-256 of seed, line feed, young_person_id")),
            .init(
                "persons",
                .array(
                    drawn.map { person in
                        .object([.init("young_person_id", .string(person.id)), .init("rank", .string(person.rank))])
                    }
                )
            ),
            .init(
                "files",
                .array(
                    self.files.map { file in
                        .object([.init("path", .string(file.path)), .init("sha256", .string(file.hash))])
                    }
                )
            ),
        ])
        try self.write("manifest.json", manifest.text(pretty: true) + "\n")
    }

    private mutating func write(_ path: String, _ text: String) throws {
        let url = self.folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let data = Data(text.utf8)
        try data.write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
        self.files.append((path, SampleDraw.hexadecimal(SHA256.hash(data: data))))
    }

    private static func history(of file: PersonFile) throws -> JSONValue {
        .object([
            .init("young_person", try Self.value(file.person)),
            .init("coverage", try file.coverage.map(Self.value) ?? .null),
            .init("contact_attempts", .array(try file.contactAttempts.map(Self.value))),
            .init("interventions", .array(try file.interventions.map(Self.value))),
            .init("guidance_sessions", .array(try file.guidanceSessions.map(Self.value))),
            .init("consents", .array(try file.consents.map(Self.value))),
            .init("not_served", .array(UnservedPart.allCases.map { .string($0.rawValue) })),
            .init(
                "missing",
                .array(
                    file.gaps.map { gap in
                        .object([.init("part", .string(gap.part)), .init("reason", .string(gap.reason))])
                    }
                )
            ),
        ])
    }

    private static func value(_ message: some WireMessage) throws -> JSONValue {
        try JSONValue(parsing: Array(try message.jsonString().utf8))
    }

    /// The disclosures to other boards, with their grounds and receipts.
    private static func grounds(_ records: [Kaa.Kernel.V1.LoggedRecord]) -> JSONValue {
        .array(
            records.compactMap { logged in
                guard let record = logged.record, record.ground != .unspecified else { return nil }
                return .object([
                    .init("leaf", .number("\(logged.leafIndex)")),
                    .init("ground", .string(record.ground.mnemonic)),
                    .init("ground_version", .string(record.groundVersion)),
                    .init("consent_id", .string(record.consentID)),
                    .init("receipt", .string(Data(record.receipt).base64EncodedString())),
                ])
            }
        )
    }
}

import Foundation
import Testing

/// The page on data protection tells of every message of the register that the contracts have.
struct DataProtectionPageTests {
    private static let documents = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../docs").standardized

    @Test func namesEveryMessageOfTheRegister() throws {
        let list = try String(contentsOf: Self.documents.appending(path: "contracts/data-classes.md"), encoding: .utf8)
        let page = try String(contentsOf: Self.documents.appending(path: "data-protection.md"), encoding: .utf8)
        let rows = list.split(separator: "\n").map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let messages = Set(rows.filter { $0.count == 5 && $0[4].hasPrefix("register") }.map { $0[0] })
        try #require(messages.contains("`YoungPerson`"))
        // Requests are told of together with what they change.
        for message in messages.sorted() where !message.hasSuffix("Request`") {
            #expect(page.contains(message), "docs/data-protection.md does not name \(message).")
        }
    }
}

import Foundation
import KAARPC
import KAAStorage
import Testing

@testable import KAAKernel

struct PageRequestTests {
    private static let method = MethodDescriptor(service: "kaa.test.v1.TestService", method: "ListThings", kind: .unary)
    private static let other = MethodDescriptor(service: "kaa.test.v1.TestService", method: "ListOthers", kind: .unary)

    private static func page(
        _ size: Int32 = 0,
        _ token: String = "",
        of method: MethodDescriptor = method,
        filter: [String] = []
    ) throws -> PageRequest {
        try PageRequest(size: size, token: token, of: method, filter: filter)
    }

    /// The token after an entry with the key.
    private static func token<each Part: SQLConvertible>(
        after part: repeat each Part,
        filter: [String] = []
    ) throws -> String {
        let key = PageRequest.Key(repeat each part)
        return try Self.page(1, filter: filter).cut([0, 1]) { _ in key }.nextToken
    }

    @Test(arguments: [(0, 50), (1, 1), (50, 50), (1_000, 1_000), (1_001, 1_000), (Int32.max, 1_000)])
    func takesZeroForTheUsualSizeAndBoundsTheRest(size: Int32, expected: Int) throws {
        let page = try Self.page(size)

        #expect(page.size == expected)
        #expect(page.limit == expected + 1)
    }

    @Test(arguments: [-1, Int32.min])
    func refusesANegativeSize(size: Int32) {
        #expect { try Self.page(size) } throws: { Self.names("page_size", $0) }
    }

    @Test func cutsToThePageAndTellsWhetherThereIsAnother() throws {
        let page = try Self.page(3)

        let full = page.cut([1, 2, 3, 4]) { PageRequest.Key($0) }
        #expect(full.entries == [1, 2, 3])
        let former: Int? = try Self.page(3, full.nextToken).key(Int.self)
        #expect(former == 3)
        let last = page.cut([1, 2, 3]) { PageRequest.Key($0) }
        #expect(last.entries == [1, 2, 3])
        #expect(last.nextToken.isEmpty)
        #expect(page.cut([Int]()) { PageRequest.Key($0) }.nextToken.isEmpty)
    }

    @Test func givesBackTheKeyOfTheFormerPage() throws {
        let id = try #require(UUID(uuidString: "0193a5f0-0000-7000-8000-000000000001"))
        let day: CivilDate = "2026-11-20"
        let token = try Self.token(after: day, id, "Östra \u{1F}", -7, nil as Int?, 1.5)

        let key = try #require(
            try Self.page(0, token).key(CivilDate.self, UUID.self, String.self, Int.self, Int?.self, Double.self)
        )
        #expect(key == (day, id, "Östra \u{1F}", -7, nil, 1.5))
        #expect(try Self.page().key(CivilDate.self) == nil)
        #expect(token.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") })
    }

    @Test func refusesATokenOfAnotherMethodOrFilter() throws {
        let token = try Self.token(after: 1, filter: ["a", "bc"])

        let key: Int? = try Self.page(0, token, filter: ["a", "bc"]).key(Int.self)
        #expect(key == 1)
        for filter in [[], ["a"], ["ab", "c"], ["a", "bc", ""]] {
            #expect { try Self.page(0, token, filter: filter) } throws: { Self.names("page_token", $0) }
        }
        #expect {
            try Self.page(0, token, of: Self.other, filter: ["a", "bc"])
        } throws: {
            Self.names("page_token", $0)
        }
    }

    @Test func refusesAKeyOfOtherParts() throws {
        let page = try Self.page(0, try Self.token(after: 1, "a"))

        #expect { try page.key(Int.self) } throws: { Self.names("page_token", $0) }
        #expect { try page.key(String.self, Int.self) } throws: { Self.names("page_token", $0) }
        #expect { try page.key(Int.self, String.self, Int.self) } throws: { Self.names("page_token", $0) }
    }

    @Test func refusesWhateverElseItIsGiven() throws {
        let token = try Self.token(after: 1, "abc", UUID())
        var random = SystemRandomNumberGenerator()
        var texts = ["x", "====", "%%%%", String(repeating: "A", count: 10_000), token + "A", token + "="]
        texts += token.indices.dropFirst().map { String(token[..<$0]) }
        texts += (0..<200).map { count in
            Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }).base64URL
        }.filter { !$0.isEmpty }

        for text in texts {
            #expect { try Self.page(0, text).key(Int.self, String.self, UUID.self) } throws: {
                Self.names("page_token", $0)
            }
        }
    }

    private static func names(_ field: String, _ error: any Error) -> Bool {
        guard let error = error as? RPCError else { return false }
        return error.code == .invalidArgument && error.message.hasPrefix("'\(field)'")
    }
}

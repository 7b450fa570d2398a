import Crypto
import Foundation
import KAARPC
import KAAStorage

/// The text by which a client asks for the next page: the key of the last entry, bound to its list.
///
/// It is no secret and proves nothing: what a caller may see is decided anew with every page. The mark of its list keeps
/// a token from being used, by mistake, for another list.
struct PageToken: Hashable {
    /// The list that a token belongs to.
    struct Scope: Hashable {
        /// Bytes that tell one list from another; eight are plenty against mistakes.
        fileprivate static let markByteCount = 8

        fileprivate let mark: [UInt8]

        init(method: MethodDescriptor, filter: [String]) {
            // The lengths keep ("a", "bc") apart from ("ab", "c").
            let parts = ([method.path] + filter).map { "\($0.utf8.count):\($0)" }
            let hash = SHA256.hash(data: Data(parts.joined().utf8))
            self.mark = Array(hash.prefix(Self.markByteCount))
        }
    }

    /// The error for a token that this list has not given.
    static var foreign: RPCError {
        .invalid("page_token", "is not a token of this list")
    }

    /// The longest token that is looked at; those of the lists there are stay under 100.
    private static let maximumByteCount = 1_024

    let key: [SQLValue]
    private let scope: Scope

    init(key: [SQLValue], scope: Scope) {
        self.key = key
        self.scope = scope
    }

    /// Reads a token.
    ///
    /// - Throws: ``foreign``.
    init(_ text: String, in scope: Scope) throws {
        guard text.utf8.count <= Self.maximumByteCount, let bytes = Data(base64URL: text.utf8),
            bytes.starts(with: scope.mark),
            let key = Self.decode(bytes.dropFirst(Scope.markByteCount))
        else { throw Self.foreign }
        self.init(key: key, scope: scope)
    }

    var text: String {
        Data(self.scope.mark + self.key.flatMap(Self.encode)).base64URL
    }
}

/// A part is its kind and its bytes: eight for a number, two for a length and then so many for a text or a blob.
extension PageToken {
    private enum Kind: UInt8 {
        case null
        case integer
        case real
        case text
        case blob
    }

    private static func encode(_ value: SQLValue) -> [UInt8] {
        switch value {
        case .null: [Kind.null.rawValue]
        case .integer(let number): [Kind.integer.rawValue] + Self.bytes(of: UInt64(bitPattern: number))
        case .real(let number): [Kind.real.rawValue] + Self.bytes(of: number.bitPattern)
        case .text(let text): [Kind.text.rawValue] + Self.prefixed(Array(text.utf8))
        case .blob(let bytes): [Kind.blob.rawValue] + Self.prefixed(bytes)
        }
    }

    private static func prefixed(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)] + bytes
    }

    private static func bytes(of number: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }

    private static func decode(_ bytes: Data) -> [SQLValue]? {
        var rest = bytes
        var key: [SQLValue] = []
        while let kind = rest.popFirst() {
            guard let value = Self.decode(Kind(rawValue: kind), &rest) else { return nil }
            key.append(value)
        }
        return key
    }

    private static func decode(_ kind: Kind?, _ rest: inout Data) -> SQLValue? {
        switch kind {
        case .null: .null
        case .integer: Self.number(&rest, 8).map { .integer(Int64(bitPattern: $0)) }
        case .real: Self.number(&rest, 8).map { .real(Double(bitPattern: $0)) }
        case .text: Self.content(&rest).flatMap { String(validating: $0, as: UTF8.self) }.map { .text($0) }
        case .blob: Self.content(&rest).map { .blob(Array($0)) }
        case nil: nil
        }
    }

    private static func content(_ rest: inout Data) -> Data? {
        guard let count = Self.number(&rest, 2).map(Int.init), rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static func number(_ rest: inout Data, _ count: Int) -> UInt64? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

import Foundation

/// The header of a token, read before anything is verified, so only to choose and refuse.
struct TokenHeader: Decodable, Equatable {
    var alg: String
    var kid: String?
    var crit: [String]?

    /// Reads the part of a token before the first dot.
    init(token: String) throws(TokenError) {
        self = try Self.decode(0, of: token)
    }
}

extension Decodable {
    /// Reads one of the three parts of a token as JSON, without any proof that it is true.
    ///
    /// - Throws: ``TokenError`` with ``TokenError/Reason/malformed``.
    static func decode(_ part: Int, of token: String) throws(TokenError) -> Self {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Data(base64URL: parts[part]) else {
            throw TokenError(.malformed)
        }
        do {
            return try JSONDecoder().decode(Self.self, from: bytes)
        } catch {
            throw TokenError(.malformed)
        }
    }
}

extension Data {
    /// Decodes base64url without padding; `nil` for any other character.
    ///
    /// - Note: RFC 4648 section 5.
    init?(base64URL text: some Sequence<UInt8>) {
        var standard: [UInt8] = []
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
            default: standard.append(byte)
            }
        }
        standard += Array(repeating: UInt8(ascii: "="), count: (4 - standard.count % 4) % 4)
        self.init(base64Encoded: Data(standard))
    }

    /// Encodes as base64url without padding.
    ///
    /// - Note: RFC 4648 section 5.
    var base64URL: String {
        self.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

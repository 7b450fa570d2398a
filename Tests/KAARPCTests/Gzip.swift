import NIOCore

@testable import KAARPC

/// gzip as a peer has it.
enum Gzip {
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        try GzipContexts.shared.withDeflater { deflater in
            var output = ByteBuffer()
            try unsafe bytes.withUnsafeBytes { try unsafe deflater.deflate($0, to: &output) }
            return Array(output.readableBytesView)
        }
    }

    static func decompressed(_ bytes: [UInt8]) throws -> [UInt8]? {
        try GzipContexts.shared.withInflater { inflater in
            try inflater.inflate(ByteBuffer(bytes: bytes), limit: 1 << 30).map { Array($0.readableBytesView) }
        }
    }
}

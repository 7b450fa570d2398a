@testable import Outreach

/// What a file gave: its rows and its rejections, in order.
struct FeedReading<Row: FeedRow> {
    private(set) var rows: [Row] = []
    private(set) var rejections: [RowRejection] = []

    /// Reads a whole file in pieces of `pieceSize` bytes.
    init(_ bytes: [UInt8], format: FeedFormat = .csv, pieceSize: Int = 4_096) throws {
        var rows: [Row] = []
        var rejections: [RowRejection] = []
        let receive: (FeedReader<Row>.Outcome) -> Void = { outcome in
            switch outcome {
            case .row(let row): rows.append(row)
            case .rejected(let rejection): rejections.append(rejection)
            }
        }
        var reader = try FeedReader<Row>(format: format)
        for start in stride(from: 0, to: bytes.count, by: pieceSize) {
            try reader.consume(Array(bytes[start..<min(start + pieceSize, bytes.count)]), receive)
        }
        try reader.finish(receive)
        self.rows = rows
        self.rejections = rejections
    }

    /// Reads a whole file given as text.
    init(_ text: String, format: FeedFormat = .csv, pieceSize: Int = 4_096) throws {
        try self.init(Array(text.utf8), format: format, pieceSize: pieceSize)
    }
}

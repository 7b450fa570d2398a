/// Reads a feed file in buffers of any size and hands over its rows one by one.
///
/// A row that can't be taken is rejected alone; a file that can't be trusted as a whole is refused by throwing
/// ``FeedRefusal``, also after rows have been handed over, so keep them aside until ``finish(_:)`` has returned.
/// A file holds every key once; a later row with the same key is rejected.
struct FeedReader<Row: FeedRow>: Sendable {
    /// What became of a row.
    enum Outcome: Hashable, Sendable {
        /// The row was read.
        case row(Row)
        /// The row was rejected.
        case rejected(RowRejection)
    }

    /// How many rows the file has so far, rejected ones included.
    private(set) var rowCount = 0
    /// How many of them were rejected.
    private(set) var rejectedCount = 0

    private let format: FeedFormat
    private var decoder: any FeedDecoder
    private var seenKeys = FeedKeySet<Row.Key>()

    /// Prepares to read one file.
    ///
    /// - Throws: ``FeedRefusal`` if the feed isn't read in that format.
    init(format: FeedFormat) throws(FeedRefusal) {
        guard Row.feed.formats.contains(format) else { throw FeedRefusal(.format) }
        self.format = format
        self.decoder =
            switch format {
            case .csv: CSVDecoder(columns: Row.feed.columns)
            case .xml: NavetDecoder()
            case .json: SS12000Decoder()
            }
    }

    /// Reads on with the next bytes of the file.
    ///
    /// - Throws: ``FeedRefusal``, or what `receive` throws. The reader can't be used afterwards.
    mutating func consume(_ bytes: [UInt8], _ receive: (Outcome) throws -> Void) throws {
        var decoder = self.decoder
        try decoder.consume(bytes) { fields, line, fault in
            try receive(self.outcome(of: fields, line: line, fault: fault))
        }
        self.decoder = decoder
    }

    /// Reads what is left when the file has ended.
    ///
    /// - Throws: ``FeedRefusal``, or what `receive` throws.
    mutating func finish(_ receive: (Outcome) throws -> Void) throws {
        var decoder = self.decoder
        try decoder.finish { fields, line, fault in
            try receive(self.outcome(of: fields, line: line, fault: fault))
        }
        self.decoder = decoder
    }

    private mutating func outcome(of fields: borrowing FeedFields, line: Int, fault: RowFault?) -> Outcome {
        self.rowCount += 1
        do throws(RowFault) {
            if let fault { throw fault }
            let row = try Row(fields, format: self.format)
            guard self.seenKeys.insert(row.key) else {
                throw RowFault(.duplicateKey, at: Row.feed.columns.first)
            }
            return .row(row)
        } catch {
            self.rejectedCount += 1
            return .rejected(RowRejection(line: line, fault: error))
        }
    }
}

/// Takes the bytes of a file apart into rows of raw fields, whatever the format.
protocol FeedDecoder: Sendable {
    /// Receives the raw fields of a row, the line it begins on, and what is wrong with its form, if anything is.
    typealias RowReceiver = (borrowing FeedFields, _ line: Int, RowFault?) throws -> Void

    /// Reads on with the next bytes of the file.
    ///
    /// - Throws: ``FeedRefusal``, or what `receive` throws. The decoder can't be used afterwards.
    mutating func consume(_ bytes: [UInt8], _ receive: RowReceiver) throws

    /// Reads what is left when the file has ended.
    ///
    /// - Throws: ``FeedRefusal``, or what `receive` throws.
    mutating func finish(_ receive: RowReceiver) throws
}

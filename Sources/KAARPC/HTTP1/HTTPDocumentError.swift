/// The reason a document is not taken.
public struct HTTPDocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason.
    public enum Reason: Hashable, Sendable {
        /// The server did not answer in time.
        case late
        /// The document is longer than it may be.
        case tooLong
        /// The server answered with another status than 200.
        case status(Int)
        /// The server closed the connection before the end of the document.
        case cutOff
    }

    /// The reason.
    public let reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    /// A sentence for the operator.
    public var description: String {
        switch self.reason {
        case .late: "The server did not answer in time."
        case .tooLong: "The document is longer than it may be."
        case .status(let code): "The server answered with the status \(code)."
        case .cutOff: "The server closed the connection before the end of the document."
        }
    }
}

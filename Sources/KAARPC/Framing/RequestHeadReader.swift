/// Reads the header blocks of one connection's requests.
///
/// A client mostly sends the same fields as the last time, with the same long token: then what they mean is known already.
struct RequestHeadReader {
    /// The largest block that is remembered.
    private static let keptBytes = 4096

    private var latest: (fields: HeaderFields.Copy, head: RequestHead)?

    /// What a block means.
    ///
    /// - Complexity: O(*n*) in the bytes, at the speed of comparing memory if they are those of the block before.
    mutating func read(_ fields: borrowing HeaderFields, router: RPCRouter) -> RequestHead {
        if let latest = self.latest, fields.equals(latest.fields) {
            guard latest.head.memory == nil else { return latest.head }
            // What has come twice is likely to come again.
            var head = latest.head
            head.memory = RequestMemory()
            self.latest = (latest.fields, head)
            return head
        }
        let head = RequestHead(fields, router: router)
        let isKept = !fields.isOverLimit && fields.byteCount <= Self.keptBytes
        self.latest = isKept ? (fields.copy, head) : nil
        return head
    }
}

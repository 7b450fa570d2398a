/// What is wrong with a log, and where: the first place at which it is not what was written and signed.
public struct LedgerDamage: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of damage it is.
    public struct Kind: Hashable, Sendable, CustomStringConvertible {
        /// A stable word.
        public let description: String

        /// A segment file is missing, out of place or has a damaged beginning.
        public static let segment = Self(description: "SEGMENT")

        /// A record's bytes are damaged.
        public static let record = Self(description: "RECORD")

        /// A checkpoint is damaged, missing, or not the one that the next one follows.
        public static let checkpoint = Self(description: "CHECKPOINT")

        /// A checkpoint isn't signed with the log's key.
        public static let signature = Self(description: "SIGNATURE")

        /// Whole records, but not those that were signed: leaves were changed, inserted, removed or reordered.
        public static let history = Self(description: "HISTORY")

        /// Leaves or checkpoints that somebody saw signed are no longer there.
        public static let truncation = Self(description: "TRUNCATION")

        /// The log's key signed two histories that contradict each other.
        public static let fork = Self(description: "FORK")

        /// Leaves that no checkpoint vouches for.
        public static let unsigned = Self(description: "UNSIGNED")
    }

    /// What kind of damage it is.
    public let kind: Kind

    /// The name of the file, within the log's folder.
    public let file: String

    /// Where in the file, in bytes, if it is one place.
    public let offset: UInt64?

    /// The index of the first leaf that is concerned, if any is.
    public let index: UInt64?

    /// What is there, for people; without any content of a leaf.
    public let what: String

    /// One line with the place.
    public var description: String {
        var place = self.file
        if let offset = self.offset { place += ", byte \(offset)" }
        if let index = self.index { place += ", entry \(index)" }
        return "The log is damaged (\(self.kind)) at \(place): \(self.what)."
    }

    init(_ kind: Kind, file: String, offset: UInt64? = nil, index: UInt64? = nil, _ what: String) {
        self.kind = kind
        self.file = file
        self.offset = offset
        self.index = index
        self.what = what
    }
}

import Crypto
import KAAKernelContract

/// The receipts for the events of one type in a batch, each about no more people than the audit log takes in one entry.
struct EventReceipts {
    private let blank: () -> DisclosureReceipt
    private var finished: [DisclosureReceipt] = []
    private var open: DisclosureReceipt?
    private var named: Set<YoungPersonID> = []
    private var hash = SHA256()

    /// Creates receipts, none to begin with.
    ///
    /// - Parameter blank: A receipt with a new identifier that names nobody and nothing yet.
    init(_ blank: @escaping () -> DisclosureReceipt) {
        self.blank = blank
    }

    /// Adds an event to the receipt that is open, or to the next one if this one would name too many.
    ///
    /// An event about more people than one receipt may name gets receipts of its own, each with the hash of the whole.
    ///
    /// - Complexity: O(*n*) in the people.
    mutating func add(_ payload: [UInt8], about subjects: [YoungPersonID], _ fieldPaths: [String]) {
        let limit = DisclosureReceipt.maximumSubjectCount
        let unnamed = Self.unique(subjects.filter { !self.named.contains($0) })
        if unnamed.count + self.named.count <= limit {
            self.extend(with: payload, about: unnamed, fieldPaths)
            return
        }
        self.finish()
        var rest = Self.unique(subjects)[...]
        while rest.count > limit {
            self.extend(with: payload, about: rest.prefix(limit), fieldPaths)
            self.finish()
            rest = rest.dropFirst(limit)
        }
        self.extend(with: payload, about: rest, fieldPaths)
        // Other events have nothing to do with the part of one that was divided.
        if subjects.count > limit { self.finish() }
    }

    /// All receipts, in the order of the events.
    mutating func all() -> [DisclosureReceipt] {
        self.finish()
        return self.finished
    }

    private mutating func extend(
        with payload: [UInt8],
        about subjects: some Collection<YoungPersonID>,
        _ fieldPaths: [String]
    ) {
        var receipt = self.open ?? self.blank()
        receipt.subjects += subjects
        receipt.fieldPaths += fieldPaths.filter { !receipt.fieldPaths.contains($0) }
        self.open = receipt
        self.named.formUnion(subjects)
        self.hash.update(data: payload)
    }

    private mutating func finish() {
        if var receipt = self.open {
            receipt.payloadHash = [UInt8](self.hash.finalize())
            self.finished.append(receipt)
        }
        self.open = nil
        self.named = []
        self.hash = SHA256()
    }

    private static func unique(_ subjects: [YoungPersonID]) -> [YoungPersonID] {
        var seen: Set<YoungPersonID> = []
        return subjects.filter { seen.insert($0).inserted }
    }
}

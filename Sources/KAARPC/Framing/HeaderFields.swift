/// The fields of one header block as they came, name and value, in one piece of memory that the next block uses again.
struct HeaderFields: ~Copyable {
    fileprivate struct Field: Equatable {
        let nameEnd: Int
        let valueEnd: Int
    }

    /// What is kept for the next block; the bytes of one that was larger are given back.
    private static let keptBytes = 4096

    private var bytes = FieldBytes()
    private var fields: [Field] = []
    private var budget: HeaderBudget
    private let maximumBytes: Int

    /// How many bytes the names and values have.
    var byteCount: Int { self.bytes.count }

    /// Whether fields were left out because the block was over its limit.
    private(set) var isOverLimit = false

    /// - Parameter maximumBytes: The largest header list that a call may have.
    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
        self.budget = HeaderBudget(maximumBytes: maximumBytes)
    }

    /// Lends every field in order, its name first.
    func read(_ body: (Span<UInt8>, Span<UInt8>) -> Void) {
        self.bytes.read { bytes in
            var position = 0
            for field in self.fields {
                body(bytes.extracting(position..<field.nameEnd), bytes.extracting(field.nameEnd..<field.valueEnd))
                position = field.valueEnd
            }
        }
    }

    /// The fields as they are now, to compare those of later blocks with.
    var copy: Copy {
        Copy(bytes: self.bytes.read { $0.bytes }, fields: self.fields)
    }

    /// Whether the fields are those that `copy` was made of.
    ///
    /// - Complexity: O(*n*) in the bytes, at the speed of comparing memory.
    func equals(_ copy: Copy) -> Bool {
        self.fields == copy.fields && self.bytes.read { $0.elementsEqual(copy.bytes) }
    }

    /// Begins with the next block.
    mutating func begin() {
        self.fields.removeAll(keepingCapacity: self.bytes.count <= Self.keptBytes)
        self.bytes.removeAll(keeping: Self.keptBytes)
        self.budget = HeaderBudget(maximumBytes: self.maximumBytes)
        self.isOverLimit = false
    }

    /// Adds a field unless the block is over its limit.
    ///
    /// - Returns: Whether the peer may go on.
    mutating func add(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self.budget.count(name: name.count, value: value.count) {
        case .fits:
            unsafe self.bytes.append(name)
            let nameEnd = self.bytes.count
            unsafe self.bytes.append(value)
            self.fields.append(Field(nameEnd: nameEnd, valueEnd: self.bytes.count))
            return true
        case .refusesCall:
            self.isOverLimit = true
            return true
        case .endsConnection:
            return false
        }
    }

    /// The fields of a block that is over.
    struct Copy {
        fileprivate let bytes: [UInt8]
        fileprivate let fields: [Field]
    }
}

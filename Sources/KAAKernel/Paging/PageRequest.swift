public import KAARPC
public import KAAStorage

/// Which part of a list a call asks for: at most so many entries, after the last one of the former page.
///
/// A list is read in the order of a key that no two entries share, so pages neither repeat nor skip an entry when others
/// come and go meanwhile:
///
/// ```swift
/// let page = try PageRequest(size: request.pageSize, token: request.pageToken, of: context.method)
/// let after = try page.key(CivilDate.self, UUID.self)
/// let rows = try … // in the order of the key, after `after`, at most page.limit of them
/// let (entries, token) = page.cut(rows) { PageRequest.Key($0.day, $0.id) }
/// ```
///
/// - Note: AIP-158.
public struct PageRequest: Sendable {
    /// How many entries the page has at most.
    public let size: Int

    private let scope: PageToken.Scope
    private let former: PageToken?

    /// Reads what a request says about the page.
    ///
    /// - Parameters:
    ///   - size: `page_size`: 0 for `defaultSize`; more than `maximumSize` gives that many.
    ///   - token: `page_token`: empty for the first page.
    ///   - method: The method, whose tokens no other method takes.
    ///   - filter: What else decides the list's content, such as its person and day: a token is good for the same only.
    ///   - defaultSize: The size of a page if none is asked for.
    ///   - maximumSize: The largest size.
    /// - Throws: ``KAARPC/RPCError`` that names `page_size` if it is negative, or `page_token` if it is not one that this
    ///   list has given.
    public init(
        size: Int32,
        token: String,
        of method: MethodDescriptor,
        filter: [String] = [],
        default defaultSize: Int = 50,
        maximum maximumSize: Int = 1_000
    ) throws {
        guard size >= 0 else { throw RPCError.invalid("page_size", "is negative") }
        self.size = size == 0 ? defaultSize : min(Int(size), maximumSize)
        self.scope = PageToken.Scope(method: method, filter: filter)
        self.former = token.isEmpty ? nil : try PageToken(token, in: self.scope)
    }

    /// How many entries to read: one more than the page has, which tells whether there is another page.
    public var limit: Int {
        self.size + 1
    }

    /// The key of the last entry of the former page, or `nil` for the first page.
    ///
    /// - Parameter types: The types of the key's parts, as ``Key`` was made of them.
    /// - Returns: The parts of the key.
    /// - Throws: ``KAARPC/RPCError`` that names `page_token` if the token's key is of other parts.
    public func key<each Part: SQLConvertible>(_ types: repeat (each Part).Type) throws -> (repeat each Part)? {
        guard let former = self.former else { return nil }
        var parts = former.key.makeIterator()
        let key = try (repeat Self.part(each types, parts.next()))
        guard parts.next() == nil else { throw PageToken.foreign }
        return key
    }

    private static func part<Part: SQLConvertible>(_ type: Part.Type, _ value: SQLValue?) throws -> Part {
        do {
            guard let value else { throw PageToken.foreign }
            return try Part(sqlValue: value)
        } catch {
            throw PageToken.foreign
        }
    }

    /// Cuts what was read to the page.
    ///
    /// - Parameters:
    ///   - rows: The entries in order, at most ``limit`` of them.
    ///   - key: The key of an entry.
    /// - Returns: The entries of the page, and the token of the next one: empty if there is none.
    public func cut<Entry>(
        _ rows: [Entry],
        key: (Entry) throws -> Key
    ) rethrows -> (entries: [Entry], nextToken: String) {
        guard rows.count > self.size, let last = rows.prefix(self.size).last else { return (rows, "") }
        let token = PageToken(key: try key(last).parts, scope: self.scope)
        return (Array(rows.prefix(self.size)), token.text)
    }

    /// The place of an entry in its list.
    public struct Key: Sendable {
        let parts: [SQLValue]

        /// Creates a key from the values that the list is ordered by.
        public init<each Part: SQLConvertible>(_ values: repeat each Part) {
            var parts: [SQLValue] = []
            for value in repeat each values { parts.append(value.sqlValue) }
            self.parts = parts
        }
    }
}

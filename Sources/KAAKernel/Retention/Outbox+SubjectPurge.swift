import KAAStorage

extension Outbox {
    /// The type of an event whose content was erased; no consumer handles it.
    package static let erasedType = "kaa.kernel.v1.ErasedEvent"

    /// Erases the content of delivered events that name the people, and keeps their positions, which have no gaps.
    static let purge = SubjectPurge(table: "kernelOutbox") { order, transaction in
        let search = SubjectSearch(order.subjects)
        var positions: [Int64] = []
        try transaction.forEach(
            """
            SELECT position, payload FROM kernelOutbox
            WHERE position <= \(order.deliveredPosition) AND type <> \(Self.erasedType)
            """
        ) { row in
            if search.finds(in: try row.decode(1)) { positions.append(try row.decode(0)) }
        }
        for position in positions {
            try transaction.execute(
                """
                UPDATE kernelOutbox SET type = \(Self.erasedType), payload = \([UInt8]()) WHERE position = \(position)
                """
            )
        }
    }
}

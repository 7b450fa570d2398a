/// Where each number stands in the ``MeterCells`` of a meter: those of the server first, then a block for each method.
enum MeterLayout {
    static let connectionsOpened = 0
    static let streamsOpened = 1
    static let streamsClosed = 2
    static let handlersBegun = 3
    static let handlersReturned = 4
    static let connectionsClosed = 5
    static let connectionsRefused = Self.connectionsClosed + ConnectionEnd.allCases.count
    static let methods = Self.connectionsRefused + ConnectionRefusal.allCases.count

    static let started = 0
    static let ended = 1
    static let nanoseconds = Self.ended + RPCCode.count
    static let durations = Self.nanoseconds + 1
    static let requestMessages = Self.durations + DurationBuckets.count
    static let requestBytes = Self.requestMessages + 1
    static let responseMessages = Self.requestMessages + 2
    static let responseBytes = Self.requestMessages + 3
    static let methodStride = Self.requestMessages + 4

    /// The index of a number of a method.
    static func index(_ offset: Int, ofMethod number: Int) -> Int {
        Self.methods + number * Self.methodStride + offset
    }

    /// The numbers needed for `methodCount` methods.
    static func cellCount(methodCount: Int) -> Int {
        Self.methods + methodCount * Self.methodStride
    }
}

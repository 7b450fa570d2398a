import NIOCore

/// What one event loop of a server counts, or all callers in process together.
///
/// Every method has its numbers from the start, found by the ``RPCHandler/number`` of its handler: counting is an addition,
/// without a lock, a search or an allocation.
final class Meter: Sendable {
    private let cells: MeterCells

    /// - Parameters:
    ///   - methodCount: The methods of the router, and one for what is called and not served.
    ///   - isShared: Whether several threads count.
    init(methodCount: Int, isShared: Bool) {
        self.cells = MeterCells(count: MeterLayout.cellCount(methodCount: methodCount), isShared: isShared)
    }

    /// The number at an index of ``MeterLayout``.
    subscript(index: Int) -> Int {
        self.cells[index]
    }
}

extension Meter {
    func connectionDidOpen() {
        self.cells.add(1, at: MeterLayout.connectionsOpened)
    }

    func connectionDidEnd(_ end: ConnectionEnd) {
        self.cells.add(1, at: MeterLayout.connectionsClosed + end.position)
    }

    func connectionWasRefused(_ refusal: ConnectionRefusal) {
        self.cells.add(1, at: MeterLayout.connectionsRefused + refusal.position)
    }

    func streamDidOpen() {
        self.cells.add(1, at: MeterLayout.streamsOpened)
    }

    func streamDidClose() {
        self.cells.add(1, at: MeterLayout.streamsClosed)
    }

    func handlerDidBegin() {
        self.cells.add(1, at: MeterLayout.handlersBegun)
    }

    func handlerDidReturn() {
        self.cells.add(1, at: MeterLayout.handlersReturned)
    }
}

extension Meter {
    func callDidStart(method: Int) {
        self.cells.add(1, at: MeterLayout.index(MeterLayout.started, ofMethod: method))
    }

    func callDidEnd(method: Int, code: RPCCode, after duration: TimeAmount) {
        let nanoseconds = max(0, Int(duration.nanoseconds))
        let bucket = DurationBuckets.index(ofNanoseconds: nanoseconds)
        self.cells.add(1, at: MeterLayout.index(MeterLayout.ended + code.rawValue, ofMethod: method))
        self.cells.add(1, at: MeterLayout.index(MeterLayout.durations + bucket, ofMethod: method))
        self.cells.add(nanoseconds, at: MeterLayout.index(MeterLayout.nanoseconds, ofMethod: method))
    }

    func didReceive(messages: Int, byteCount: Int, method: Int) {
        self.cells.add(messages, at: MeterLayout.index(MeterLayout.requestMessages, ofMethod: method))
        self.cells.add(byteCount, at: MeterLayout.index(MeterLayout.requestBytes, ofMethod: method))
    }

    func didSend(byteCount: Int, method: Int) {
        self.cells.add(1, at: MeterLayout.index(MeterLayout.responseMessages, ofMethod: method))
        self.cells.add(byteCount, at: MeterLayout.index(MeterLayout.responseBytes, ofMethod: method))
    }
}

extension CaseIterable where Self: Hashable, AllCases == [Self] {
    /// The position of the case among all; they are few, and such an end is rare.
    fileprivate var position: Int {
        Self.allCases.firstIndex(of: self) ?? 0
    }
}

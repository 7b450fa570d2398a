import NIOCore
import NIOPosix

extension ClientTransport {
    /// Ends a call whose caller has all it wants: says that no message follows, and lets the server end it in its own way.
    ///
    /// A server that goes on regardless is told that the call is given up.
    func leave() async {
        self.finishSending()
        let timer = MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: LeavingLimits.time) { self.cancel() }
        defer { timer.cancel() }
        do {
            for _ in 0..<LeavingLimits.messages {
                guard try await self.receive() != nil else { return }
            }
        } catch {
            // The caller has left: it no longer matters to it how the call ends.
        }
        self.cancel()
    }
}

/// What a server may still do after the caller has left.
private enum LeavingLimits {
    static let time = TimeAmount.seconds(1)
    static let messages = 64
}

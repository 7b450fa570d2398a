import KAARPC
import KAAScreening

extension Metadata {
    /// The identifier by which the caller finds the call again, unless it could be somebody's personnummer: it goes into the
    /// audit log, which forgets nothing.
    var keptRequestID: String? {
        self.requestID.flatMap { IdentityNumberShape.occurs(in: $0) ? nil : $0 }
    }
}

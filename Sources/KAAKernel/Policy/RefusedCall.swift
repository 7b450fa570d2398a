import Foundation

/// A call whose caller did not prove who it is.
struct RefusedCall: Equatable, Sendable {
    /// When.
    var moment: Date
    /// The path of the method.
    var method: String
    /// The address that the call came from, without its port; `nil` within the process.
    var address: String?
    /// The stable reason.
    var reason: String
    /// The identifier by which the caller finds the call again, if it chose one.
    var requestID: String?
    /// How many refusals before this one were only counted.
    var omitted = 0
}

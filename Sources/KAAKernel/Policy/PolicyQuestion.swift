import Foundation
import KAARPC

/// A call as policy sees it: who makes it, for whom, and what it states of itself.
struct PolicyQuestion: Sendable {
    /// The metadata that states the purpose, such as `KAA_DUTY`.
    static let purposeKey = "kaa-purpose"

    /// The metadata that states the ground, such as `SKOLLAGEN_29_9`.
    static let groundKey = "kaa-ground"

    /// The metadata that names the consent, a UUID.
    static let consentKey = "kaa-consent"

    /// The metadata that states why the call is made, percent-encoded where it is not ASCII.
    static let reasonKey = "kaa-reason"

    /// Who calls.
    var caller: Caller

    /// The board that is to have the answer: the calling module's, or else the caller's.
    var receiver: Board

    /// The stated purpose, as it came.
    var purpose: String?

    /// The stated ground, as it came.
    var ground: String?

    /// The named consent, as it came.
    var consent: String?

    /// The stated reason, as it came.
    var reason: String?

    /// When the call is made.
    var moment: Date
}

extension PolicyQuestion {
    /// Creates the question for what a call states; where something is stated twice, the first counts.
    init(_ metadata: Metadata, caller: Caller, receiver: Board, moment: Date) {
        self.init(caller: caller, receiver: receiver, moment: moment)
        for entry in metadata.entries {
            guard case .text(let text) = entry.value else { continue }
            switch entry.key {
            case Self.purposeKey: self.purpose = self.purpose ?? text
            case Self.groundKey: self.ground = self.ground ?? text
            case Self.consentKey: self.consent = self.consent ?? text
            case Self.reasonKey: self.reason = self.reason ?? text
            default: continue
            }
        }
    }
}

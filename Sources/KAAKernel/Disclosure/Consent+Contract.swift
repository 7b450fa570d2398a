import Foundation
import KAAKernelContract
import KAAWire

extension Kaa.Kernel.V1.Consent {
    /// Creates the message for a consent.
    init(_ consent: KAAKernel.Consent) {
        let terms = consent.terms
        self.init(
            consentID: consent.id.uuidString.lowercased(),
            youngPersonID: terms.person.description,
            giver: .init(mnemonic: terms.giver.rawValue) ?? .unspecified,
            foundMature: terms.isFoundMature,
            form: .init(mnemonic: terms.form.rawValue) ?? .unspecified,
            disclosingBoards: terms.disclosers.map(\.description).sorted(),
            receivingBoards: terms.receivers.map(\.description).sorted(),
            dataClasses: terms.classes.sorted { $0.rawValue < $1.rawValue },
            purposes: terms.purposes.compactMap { .init(mnemonic: $0.rawValue) }.sorted { $0.rawValue < $1.rawValue },
            validFrom: terms.firstDay.description,
            validUntil: terms.lastDay.description,
            handlerBoard: consent.handlerBoard.description,
            handlerID: consent.handler,
            recordTime: .init(consent.recordedAt),
            revokeTime: consent.revocation.map { .init($0.moment) },
            revokingBoard: consent.revocation?.board.description ?? ""
        )
    }
}

import Foundation
import KAAKernelContract
import KAAStorage
import KAAWire

@testable import KAAKernel

extension ConsentTerms {
    /// A young person's own leave that district 01 tells the labour market board, for a month from 2026-11-20.
    static let sample = ConsentTerms(
        person: .sampleOfConsent,
        giver: .youngPerson,
        form: .written,
        disclosers: [.sdn("01")],
        receivers: [.amn],
        classes: [.identity, .occupation],
        purposes: [.kaaDuty],
        firstDay: "2026-11-20",
        lastDay: "2026-12-19"
    )
}

extension Consent {
    static func sample(_ terms: ConsentTerms = .sample, id: UUID = .sampleOfConsent) -> Consent {
        Consent(
            id: id,
            terms: terms,
            handler: "sample-social-worker",
            handlerBoard: .sdn("01"),
            recordedAt: CivilDate("2026-11-20").swedishNoon
        )
    }
}

extension ConsentQuestion {
    /// What ``KAAKernel/Consent/sample(_:id:)`` is there for, at noon of its first day.
    static let sample = ConsentQuestion(
        consent: .sampleOfConsent,
        person: .sampleOfConsent,
        discloser: .sdn("01"),
        receiver: .amn,
        purpose: .kaaDuty,
        classes: [.occupation, .intervention],
        moment: CivilDate("2026-11-20").swedishNoon
    )
}

extension YoungPersonID {
    static let sampleOfConsent = YoungPersonID(UUID(uuid: (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7)))
}

extension UUID {
    static let sampleOfConsent = UUID(uuid: (2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9))
}

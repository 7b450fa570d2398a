public import Foundation
public import KAAKernelContract
public import KAAWire

/// On what a disclosure from one board to another rests, and what it may hold.
public struct DisclosureTerms: Hashable, Sendable {
    /// The board that holds the data.
    public let discloser: Board

    /// The board that is to have them.
    public let receiver: Board

    /// The ground, as it is worded on the day.
    public let ground: GroundCitation

    /// The classes of data that may go.
    public let classes: Set<Kaa.Kernel.V1.DataClass>

    /// The classes of data that the request may bring the other way, to the board that holds the data.
    public let classesBrought: Set<Kaa.Kernel.V1.DataClass>

    /// The consent, where that is the ground.
    public let consentID: UUID?
}

extension DisclosureTerms {
    /// The classes of data of all the subjects that may go at a moment.
    ///
    /// - Parameters:
    ///   - subjects: Whose data they are; a consent is somebody's, so where it is the ground there must be some.
    ///   - purpose: What for.
    ///   - moment: When.
    ///   - consents: Asked where the ground is consent.
    ///   - needs: What must be open for the answer to be told without misleading, if that is known.
    /// - Returns: What the law opens, and where the ground is consent no more than that opens.
    /// - Throws: Why the consent opens nothing.
    func openClasses(
        for subjects: [YoungPersonID],
        _ purpose: Purpose,
        at moment: Date,
        by consents: any ConsentChecking,
        enoughFor needs: DisclosureNeeds? = nil
    ) throws(ConsentRefusal) -> Set<Kaa.Kernel.V1.DataClass> {
        guard let consentID = self.consentID else { return self.classes }
        guard !subjects.isEmpty else { throw .otherPerson }
        var classes = self.classes
        for subject in Set(subjects) {
            let question = ConsentQuestion(
                consent: consentID,
                person: subject,
                discloser: self.discloser,
                receiver: self.receiver,
                purpose: purpose,
                classes: classes,
                moment: moment
            )
            classes.formIntersection(try consents.check(question).opened(towards: self.receiver))
        }
        guard needs?.areMet(by: classes) ?? true else { throw .otherClass }
        return classes
    }
}

/// What keeps terms from being a consent.
package enum ConsentFault: String, CaseIterable, Error, Hashable, Sendable {
    /// No disclosing board is named, or too many are.
    case disclosers

    /// No receiving board is named, or too many are.
    case receivers

    /// A board is named on both sides.
    case receiverDiscloses

    /// No class of data is named.
    case classes

    /// A class is named that no consent opens towards one of the receivers: förordning (2006:39) 5 §.
    case forbiddenClass

    /// No purpose is named, or one that data about a person does not serve.
    case purposes

    /// The last day is before the first, or past.
    case endsBeforeItBegins

    /// The last day is more than a year after the first, or after the day it is recorded.
    case tooLong

    /// Whoever gave it cannot decide that alone at the young person's age.
    case giver
}

public import KAAStorage

/// Who gave a consent.
///
/// Guardians are those with custody, all of them: one of two decides nothing alone (föräldrabalken 6 kap. 13 §). Who they
/// are is not kept, since förordning (2006:39) 4 § does not list it.
public enum ConsentGiver: String, CaseIterable, Hashable, Sendable, SQLConvertible {
    /// The young person alone.
    case youngPerson = "YOUNG_PERSON"

    /// Those with custody, without the young person.
    case guardians = "GUARDIANS"

    /// The young person together with those who have custody.
    case youngPersonAndGuardians = "YOUNG_PERSON_AND_GUARDIANS"
}

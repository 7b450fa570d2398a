/// A class of what may not stand in free text about a young person.
///
/// - Note: Förordning (2006:39) 5 §; dataskyddsförordningen (EU) 2016/679 articles 9 and 10; `NAMED_UNIT` and `IDENTITY_NUMBER`
///   because a unit's name or a number tells what the text must not.
public enum SensitiveClass: String, CaseIterable, Hashable, Sendable {
    /// Health, diagnoses, disability, misuse.
    case health = "HEALTH"

    /// Offences, judgments, coercive measures, violence.
    case crime = "CRIME"

    /// Religious or philosophical belief.
    case religion = "RELIGION"

    /// Ethnic origin.
    case ethnicity = "ETHNICITY"

    /// Sexual life or orientation.
    case sexuality = "SEXUALITY"

    /// Political opinion, or membership of a union.
    case politics = "POLITICS"

    /// A unit, statute or measure whose name reveals one of the others.
    case namedUnit = "NAMED_UNIT"

    /// Digits that look like a personnummer or samordningsnummer.
    case identityNumber = "IDENTITY_NUMBER"
}

/// A leaving certificate from upper secondary school or what equals it.
enum Merit: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// An examen that prepares for higher education.
    case gymnasieexamen = "GYMNASIEEXAMEN"
    /// A vocational examen.
    case yrkesexamen = "YRKESEXAMEN"
    /// A record of studies without examen; the person is still sought.
    case studiebevis = "STUDIEBEVIS"
    /// The certificate of anpassad gymnasieskola.
    case gymnasiebevis = "GYMNASIEBEVIS"
    /// What the certificate of gymnasiesärskola was called before 2 July 2023.
    case gymnasiesarskolebevis = "GYMNASIESARSKOLEBEVIS"
    /// Equivalent education completed with an approved result.
    case motsvarande = "MOTSVARANDE"
}

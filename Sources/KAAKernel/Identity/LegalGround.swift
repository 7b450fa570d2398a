/// The ground on which data about a person may cross from one board to another.
public enum LegalGround: String, CaseIterable, Hashable, Sendable {
    /// The municipality's duty to stay informed: skollagen (2010:800) 29 kap. 9 §.
    case skollagen29Kap9 = "SKOLLAGEN_29_9"

    /// A school's duty to tell the municipality of a start or an end: skollagen 15 kap. 15 §.
    case skollagen15Kap15 = "SKOLLAGEN_15_15"

    /// The duty to supply the national agency: skollagen 26 kap. 25 §.
    case skollagen26Kap25 = "SKOLLAGEN_26_25"

    /// Disclosure from the register: förordning (2006:39) 10 §.
    case sfs2006Nr39Paragraf10 = "SFS_2006_39_10"

    /// The duty to report a child at risk, socialtjänstlagen 19 kap. 1 §.
    case sol19Kap1 = "SOL_19_1"

    /// Consent: offentlighets- och sekretesslagen (2009:400) 12 kap. 2 §.
    case consentOSL12Kap2 = "CONSENT_OSL_12_2"

    /// Another duty in law: OSL 10 kap. 28 §.
    case statutoryDutyOther = "STATUTORY_DUTY_OTHER"

    /// A test of harm that came out in favour of disclosure.
    case disclosureTested = "DISCLOSURE_TESTED"
}

/// What a call is made for.
///
/// The list is closed, and what is not on it is not allowed.
///
/// - Note: Förordning (2006:39) 3 § limits the register to the first two.
public enum Purpose: String, CaseIterable, Hashable, Sendable {
    /// To fulfil the activity responsibility, skollagen (2010:800) 29 kap. 9 §.
    case kaaDuty = "KAA_DUTY"

    /// To report to the national agency, skollagen 26 kap. 25 §.
    case nationalReport = "NATIONAL_REPORT"

    /// To follow up with figures about groups.
    case statistics = "STATISTICS"

    /// To run the system.
    case operation = "OPERATION"

    /// To supervise or audit.
    case audit = "AUDIT"
}

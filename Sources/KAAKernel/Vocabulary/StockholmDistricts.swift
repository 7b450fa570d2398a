/// Stockholm's districts since the reform of 2007, as dated data.
///
/// From fourteen on 1 January 2007 to thirteen on 1 July 2020 (Hägersten-Liljeholmen and Älvsjö) and eleven on
/// 1 July 2023 (Rinkeby-Kista and Spånga-Tensta; Norrmalm and Östermalm). The codes of the fourteen are the city's; its
/// codes of the three merged districts aren't known here, so those are ours and marked ``District/CodeOrigin/provisional``.
public enum StockholmDistricts {
    /// Stockholm's code.
    public static let kommun: Kommunkod = "0180"

    /// Builds the directory.
    ///
    /// - Throws: ``DistrictDirectory/ConsistencyError`` if the table below were inconsistent; a test holds it whole.
    public static func directory() throws(DistrictDirectory.ConsistencyError) -> DistrictDirectory {
        try DistrictDirectory(kommun: Self.kommun, districts: Self.rows.compactMap(Self.district))
    }

    private typealias Row = (
        code: DistrictCode, name: String, from: CivilDate, until: CivilDate?, successor: DistrictCode?
    )

    private static func district(_ row: Row) -> District? {
        guard let validity = CivilDateInterval(start: row.from, end: row.until) else { return nil }
        return District(
            code: row.code,
            name: row.name,
            codeOrigin: Self.provisionalCodes.contains(row.code) ? .provisional : .official,
            validity: validity,
            successor: row.successor
        )
    }

    private static let provisionalCodes: Set<DistrictCode> = ["JARVA", "NORRA-INNERSTAD", "HAGERSTEN-ALVSJO"]

    private static let rows: [Row] = [
        ("01", "Rinkeby-Kista", "2007-01-01", "2023-07-01", "JARVA"),
        ("03", "Spånga-Tensta", "2007-01-01", "2023-07-01", "JARVA"),
        ("04", "Hässelby-Vällingby", "2007-01-01", nil, nil),
        ("06", "Bromma", "2007-01-01", nil, nil),
        ("08", "Kungsholmen", "2007-01-01", nil, nil),
        ("09", "Norrmalm", "2007-01-01", "2023-07-01", "NORRA-INNERSTAD"),
        ("10", "Östermalm", "2007-01-01", "2023-07-01", "NORRA-INNERSTAD"),
        ("12", "Södermalm", "2007-01-01", nil, nil),
        ("14", "Enskede-Årsta-Vantör", "2007-01-01", nil, nil),
        ("15", "Skarpnäck", "2007-01-01", nil, nil),
        ("18", "Farsta", "2007-01-01", nil, nil),
        ("21", "Älvsjö", "2007-01-01", "2020-07-01", "HAGERSTEN-ALVSJO"),
        ("22", "Hägersten-Liljeholmen", "2007-01-01", "2020-07-01", "HAGERSTEN-ALVSJO"),
        ("24", "Skärholmen", "2007-01-01", nil, nil),
        ("HAGERSTEN-ALVSJO", "Hägersten-Älvsjö", "2020-07-01", nil, nil),
        ("JARVA", "Järva", "2023-07-01", nil, nil),
        ("NORRA-INNERSTAD", "Norra innerstaden", "2023-07-01", nil, nil),
    ]
}

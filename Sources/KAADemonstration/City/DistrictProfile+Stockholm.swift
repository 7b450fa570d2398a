import KAAKernel

extension DistrictProfile {
    /// Stockholm's eleven districts since 1 July 2023.
    static let stockholm = [
        Self(
            code: "JARVA",
            populationShare: 0.125,
            weight: 1.55,
            areas: [(16_350...16_379, "Spånga"), (16_432...16_479, "Kista")]
        ),
        Self(
            code: "04",
            populationShare: 0.105,
            weight: 1.30,
            areas: [(16_210...16_290, "Vällingby"), (16_550...16_579, "Hässelby")]
        ),
        Self(
            code: "06",
            populationShare: 0.115,
            weight: 0.65,
            areas: [(16_730...16_790, "Bromma"), (16_830...16_879, "Bromma")]
        ),
        Self(code: "08", populationShare: 0.055, weight: 0.65, areas: [(11_215...11_269, "Stockholm")]),
        Self(code: "NORRA-INNERSTAD", populationShare: 0.115, weight: 0.55, areas: [(11_320...11_565, "Stockholm")]),
        Self(code: "12", populationShare: 0.095, weight: 0.70, areas: [(11_620...11_869, "Stockholm")]),
        Self(
            code: "14",
            populationShare: 0.105,
            weight: 1.25,
            areas: [(12_030...12_079, "Årsta"), (12_130...12_169, "Johanneshov"), (12_430...12_479, "Bandhagen")]
        ),
        Self(code: "15", populationShare: 0.050, weight: 1.15, areas: [(12_830...12_869, "Skarpnäck")]),
        Self(code: "18", populationShare: 0.070, weight: 1.30, areas: [(12_330...12_379, "Farsta")]),
        Self(
            code: "HAGERSTEN-ALVSJO",
            populationShare: 0.115,
            weight: 0.85,
            areas: [(12_530...12_579, "Älvsjö"), (12_630...12_679, "Hägersten")]
        ),
        Self(code: "24", populationShare: 0.050, weight: 1.60, areas: [(12_730...12_769, "Skärholmen")]),
    ]

    private init(
        code: DistrictCode,
        populationShare: Double,
        weight: Double,
        areas: [(postcodes: ClosedRange<Int>, town: String)]
    ) {
        self.code = code
        self.populationShare = populationShare
        self.weight = weight
        self.postAreas = areas.map { PostArea(postcodes: $0.postcodes, town: $0.town) }
    }
}

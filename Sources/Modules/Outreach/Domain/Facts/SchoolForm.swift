import KAAKernel

/// A kind of schooling, by its SS 12000 code.
///
/// - Note: SS 12000:2020, `schoolType`.
enum SchoolForm: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case forskola = "FS"
    case forskoleklass = "FKLASS"
    case fritidshem = "FTH"
    case oppenFritidsverksamhet = "OPPFTH"
    case grundskola = "GR"
    case anpassadGrundskola = "GRS"
    case traningsskola = "TR"
    case specialskola = "SP"
    case sameskola = "SAM"
    case gymnasieskola = "GY"
    /// Before 2 July 2023 gymnasiesärskola; the code stayed.
    case anpassadGymnasieskola = "GYS"
    case vuxenutbildning = "VUX"
    case vuxenutbildningSFI = "VUXSFI"
    case vuxenutbildningGrundlaggande = "VUXGR"
    case vuxenutbildningGymnasial = "VUXGY"
    case vuxenutbildningSarGrundlaggande = "VUXSARGR"
    case vuxenutbildningSarTraning = "VUXSARTR"
    case vuxenutbildningSarGymnasial = "VUXSARGY"
    case sfi = "SFI"
    case sarvux = "SARVUX"
    case sarvuxGrundlaggande = "SARVUXGR"
    case sarvuxGymnasial = "SARVUXGY"
    case kompletterandeUtbildning = "KU"
    case yrkeshogskola = "YH"
    case folkhogskola = "FHS"
    case studieforbund = "STF"
    case konstOchKulturutbildning = "KKU"
    case hogskola = "HS"
    case arbetsmarknadsutbildning = "ABU"
    case annanUtbildning = "AU"
}

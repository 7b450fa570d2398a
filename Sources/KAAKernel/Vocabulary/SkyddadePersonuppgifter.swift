/// How Skatteverket protects a person's data in the population register.
///
/// Fingerade personuppgifter can't be told from other data, so there is no case for them.
public enum SkyddadePersonuppgifter: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// No protection is registered.
    case none = "NONE"
    /// A secrecy mark: the address is given, but must be tried for harm before it is disclosed.
    ///
    /// - Note: Offentlighets- och sekretesslagen (2009:400) 22 kap. 1 §.
    case sekretessmarkering = "SEKRETESSMARKERING"
    /// Protected registration: the registered municipality needn't be where the person lives.
    ///
    /// - Note: Folkbokföringslagen (1991:481) 16 §.
    case skyddadFolkbokforing = "SKYDDAD_FOLKBOKFORING"
}

/// Accounts, which are told apart also where two issuers give the same identifier.
extension Caller {
    /// Stands for the issuer whose tokens the installation's own key signs.
    public static let ownIssuer = "own"

    /// Stands for the authorities of client certificates.
    public static let certificateIssuer = "certificate"

    /// Stands for the process itself: who sits at the machine, and what nobody vouches for.
    public static let processIssuer = "process"

    /// The names that no issuer of the configuration may have.
    static let reservedIssuers: Set<String> = [Self.ownIssuer, Self.certificateIssuer, Self.processIssuer]

    /// How identifiers begin that the process itself gives.
    private static let processPrefixes = ["local:", "module:", "unknown"]

    /// The account: what audit entries, approvals and lists of accounts know the caller by.
    public var account: String {
        Self.account(self.subject, of: self.issuer)
    }

    /// The account that an issuer calls `subject`.
    ///
    /// The own issuer's is the identifier alone unless that could be read in another way; any other's has the issuer's name
    /// and a slash before it.
    static func account(_ subject: String, of issuer: String) -> String {
        switch issuer {
        case Self.processIssuer: return subject
        case Self.ownIssuer:
            let isPlain = !subject.contains("/") && !Self.processPrefixes.contains(where: subject.hasPrefix)
            return isPlain ? subject : "\(issuer)/\(subject)"
        default: return "\(issuer)/\(subject)"
        }
    }
}

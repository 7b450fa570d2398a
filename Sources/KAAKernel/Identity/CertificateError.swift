/// The reason a client certificate does not count: stable, and sent to the client.
enum CertificateError: String, Error {
    /// It cannot be read.
    case malformed = "CERTIFICATE_MALFORMED"
    /// It has run out.
    case expired = "CERTIFICATE_EXPIRED"
    /// It is not valid yet.
    case notYetValid = "CERTIFICATE_NOT_YET_VALID"
    /// No authority that is trusted has signed it: self-made, for example.
    case untrusted = "CERTIFICATE_UNTRUSTED"
    /// It is for something else than clients.
    case wrongUsage = "CERTIFICATE_WRONG_USAGE"
    /// It stands for no system of the configuration.
    case unknownSystem = "CERTIFICATE_UNKNOWN_SYSTEM"
    /// It, or the system, has been revoked.
    case revoked = "CERTIFICATE_REVOKED"
}

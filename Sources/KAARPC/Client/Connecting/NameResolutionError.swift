#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why the system found no address for a name.
struct NameResolutionError: Error, CustomStringConvertible {
    /// The number of `getaddrinfo`.
    let code: Int32

    var description: String {
        guard let text = unsafe gai_strerror(self.code) else { return "The name was not found (\(self.code))." }
        return unsafe String(cString: text)
    }
}

/// The error for an audit log, its index or a database that cannot be trusted: the kernel does not start on it.
package struct AuditDamage: Error, CustomStringConvertible {
    /// What is damaged and where, in one line without any stored value.
    package let description: String

    /// Creates an error.
    package init(_ description: String) {
        self.description = description
    }
}

/// The version of this program.
package enum KernelVersion {
    /// The version, as `kaad --version` prints it.
    package static let current = "0.1.0"
}

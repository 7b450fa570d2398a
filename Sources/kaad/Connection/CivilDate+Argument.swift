import ArgumentParser
import KAAKernel

extension CivilDate: @retroactive ExpressibleByArgument {
    /// Reads `yyyy-mm-dd`.
    public init?(argument: String) {
        self.init(isoUTF8: argument.utf8.span)
    }
}

public import ArgumentParser
public import KAAKernel

extension CivilDate: ExpressibleByArgument {
    /// Reads `yyyy-mm-dd`.
    public init?(argument: String) {
        self.init(isoUTF8: argument.utf8.span)
    }
}

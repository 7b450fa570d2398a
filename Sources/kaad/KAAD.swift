import ArgumentParser
import KAAKernel

/// The one program: serves modules, and gives the commands for those who run and use them.
@main
struct KAAD: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kaad",
        abstract: "Runs a municipality's activity responsibility for young people (KAA).",
        version: KernelVersion.current,
        subcommands: [
            Serve.self, Nightly.self, Register.self, Report.self, Token.self, Call.self, Demo.self,
        ]
    )
}

import ArgumentParser
import Foundation
import KAAKernel

/// The one program: serves modules, and gives the commands for those who run and use them.
@main
struct KAAD: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kaad",
        abstract: "Runs a municipality's activity responsibility for young people (KAA).",
        version: KernelVersion.current,
        subcommands: [
            Serve.self, Nightly.self, Register.self, Consent.self, Report.self, Audit.self, Token.self, Call.self,
            Demo.self,
        ]
    )

    static func main() async {
        do {
            var command = try Self.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = Self.exitCode(for: error)
            // Help that was asked for is no failure, and has many lines.
            guard !code.isSuccess else { Self.exit(withError: error) }
            let lines = Self.message(for: error).split(whereSeparator: \.isNewline)
            Terminal.note("Error: " + lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " "))
            Foundation.exit(code.rawValue)
        }
    }
}

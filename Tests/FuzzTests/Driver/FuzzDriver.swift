import Foundation

/// `fuzz`: libFuzzer with its arguments; `KAA_FUZZ_TARGET` in the environment says which part of the engine gets the inputs.
@main
enum FuzzDriver {
    static func main() {
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        exit(
            unsafe runFuzzer(&count, &arguments) { bytes, count in
                let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
                do {
                    try FuzzDriver.target.run(input)
                } catch {
                    FileHandle.standardError.write(Data("\(error)\n".utf8))
                    abort()
                }
                return 0
            }
        )
    }

    private static let target: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["KAA_FUZZ_TARGET"] ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            preconditionFailure("KAA_FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue)).")
        }
        return target
    }()
}

// SwiftPM names the entry point after the module, so libFuzzer's own `main` is not the one that is linked.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

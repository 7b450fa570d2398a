import Foundation
import KAAKernelTesting
import Testing

@testable import KAAKernel

/// Foundation's own way is the oracle for well-formed texts.
struct UUIDTextTests {
    @Test func readsAndWritesAsFoundationDoes() {
        let identifiers = SeededIdentifiers(seed: 7)
        for _ in 0..<1_000 {
            let identifier = identifiers.next()
            #expect(identifier.lowercaseText == identifier.uuidString.lowercased())
            #expect(UUID(text: identifier.uuidString) == identifier)
            #expect(UUID(text: identifier.lowercaseText) == identifier)
        }
    }

    @Test(arguments: [
        "", "0b1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6f7", "0b1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6f700",
        "0b1f7c1e06a5504d5b08a7a02f3c4d5e6f70", "0b1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6f7g",
        " b1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6f70", "0x1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6f70",
        "{b1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6f7}", "0b1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6få",
    ])
    func refusesEveryOtherForm(text: String) {
        #expect(UUID(text: text) == nil)
    }
}

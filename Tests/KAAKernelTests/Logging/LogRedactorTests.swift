import Testing

@testable import KAAKernel

struct LogRedactorTests {
    @Test(arguments: [
        ("200801012384", "[redacted]"),
        ("20080101-2384", "[redacted]"),
        ("080101-2384", "[redacted]"),
        ("0801012384", "[redacted]"),
        ("080101+2384", "[redacted]"),
        ("080101 2384", "[redacted]"),
        ("20080161-2384", "[redacted]"),
        ("person=200801012384, again 080101-2384.", "person=[redacted], again [redacted]."),
        ("x200801012384y", "x[redacted]y"),
        ("/people/200801012384/history", "/people/[redacted]/history"),
        ("å200801012384å", "å[redacted]å"),
    ])
    func blanksWhatLooksLikeAPersonnummer(text: String, expected: String) {
        #expect(LogRedactor.redact(text) == expected)
    }

    @Test(arguments: [
        "", "no digits", "12345", "1234567890123", "12345678901", "200813012384", "200801402384", "080101-23845",
        "1700000000", "2026-11-21T08:49:04.123Z", "127.0.0.1:8443", "0.200801012384", "took 123456 ms",
        "018bcfe5-6800-7c3a-9f00-0123456789ab",
    ])
    func leavesOtherTextsAlone(text: String) {
        #expect(LogRedactor.redact(text) == text)
    }
}

import KAAKernelContract
import KAAWire

/// An event of which one field is the social services' and the other is anybody's.
struct MixedEvent: ClassifiedMessage {
    private var content: Kaa.Kernel.V1.Consent

    static let wireName = Kaa.Kernel.V1.Consent.wireName
    static let wireFile = Kaa.Kernel.V1.Consent.wireFile

    static let fields = [
        FieldClassification(name: "young_person_id", dataClass: .operational, legalNote: ""),
        FieldClassification(name: "consent_id", dataClass: .social, legalNote: ""),
    ]

    var youngPersonID: String { self.content.youngPersonID }
    var secret: String { self.content.consentID }

    init() {
        self.content = .init()
    }

    init(youngPersonID: String, secret: String) {
        self.content = .init(consentID: secret, youngPersonID: youngPersonID)
    }

    init(decoding bytes: UnsafeRawBufferPointer, limits: WireLimits) throws {
        self.content = try unsafe .init(decoding: bytes, limits: limits)
    }

    func withWireEncoding<Result>(_ body: (borrowing WireEncoding) throws -> Result) throws -> Result {
        try self.content.withWireEncoding(body)
    }

    func redacted(to classes: Set<Kaa.Kernel.V1.DataClass>) -> Self {
        var copy = self
        if !classes.contains(.operational) { copy.content.youngPersonID = "" }
        if !classes.contains(.social) { copy.content.consentID = "" }
        return copy
    }

    func disclosedPaths(within classes: Set<Kaa.Kernel.V1.DataClass>) -> [String] {
        Self.fields.filter { classes.contains($0.dataClass) }.map(\.name)
    }
}

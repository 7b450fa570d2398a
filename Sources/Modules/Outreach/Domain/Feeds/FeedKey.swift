import KAAKernel

/// What identifies a row in its file.
protocol FeedKey: Hashable, Sendable {
    /// A number that keys rarely share, for finding them in a ``FeedKeySet``.
    var fingerprint: UInt64 { get }
}

extension IdentityNumber: FeedKey {
    var fingerprint: UInt64 { Fingerprint.of(self.integerValue) }
}

extension EnrolmentRow.Key: FeedKey {
    // Few people have two enrolments that begin on the same day; the comparison of keys tells those apart.
    var fingerprint: UInt64 {
        var fingerprint = Fingerprint()
        fingerprint.mix(self.person.integerValue)
        fingerprint.mix(UInt64(bitPattern: Int64(self.enrolment.start.daysSinceEpoch)))
        return fingerprint.value
    }
}

extension MeritRow: FeedKey {
    var fingerprint: UInt64 {
        var fingerprint = Fingerprint()
        fingerprint.mix(self.person.integerValue)
        fingerprint.mix(UInt64(bitPattern: Int64(self.issuedOn.daysSinceEpoch)))
        return fingerprint.value
    }
}

extension String: FeedKey {
    var fingerprint: UInt64 {
        var fingerprint = Fingerprint()
        for byte in self.utf8 {
            fingerprint.mix(UInt64(byte))
        }
        return fingerprint.value
    }
}

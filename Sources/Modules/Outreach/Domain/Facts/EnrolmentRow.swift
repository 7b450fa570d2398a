import KAAKernel

/// A row of the feed `elevregister`.
struct EnrolmentRow: Hashable, Sendable, BitwiseCopyable {
    /// Who is enrolled.
    let person: IdentityNumber
    /// The enrolment; together with the person the key of the feed.
    let enrolment: Enrolment
    /// The last day; `nil` while the enrolment is open.
    let lastDay: CivilDate?

    /// What identifies a row from one snapshot to the next.
    struct Key: Hashable, Sendable, BitwiseCopyable {
        let person: IdentityNumber
        let enrolment: Enrolment
    }

    /// What identifies the row from one snapshot to the next.
    var key: Key { Key(person: self.person, enrolment: self.enrolment) }
}

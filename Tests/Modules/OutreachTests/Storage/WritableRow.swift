import KAAKernel

@testable import Outreach

/// A row that tests write into a file of its feed.
protocol WritableRow: FeedRow {
    /// Adds the fields in the order of the feed's columns.
    func appendFields(to text: inout String)
}

extension FolkbokforingRow: WritableRow {
    func appendFields(to text: inout String) {
        text += self.person.digits
        for field in [self.givenName, self.familyName, self.street, self.postalCode?.rawValue ?? "", self.postalTown] {
            text += ","
            text += field
        }
        text += ","
        text += self.residence.kommun.rawValue
        text += ","
        text += self.residence.registeredOn.description
        text += ","
        text += self.residence.district?.rawValue ?? ""
        text += ","
        text += self.residence.protection == .none ? "" : self.residence.protection.rawValue
        text += ","
        text += self.residence.deregistration?.cause.rawValue ?? ""
        text += ","
        text += self.residence.deregistration?.date.description ?? ""
    }
}

extension EnrolmentRow: WritableRow {
    func appendFields(to text: inout String) {
        text += self.person.digits
        text += ","
        text += self.enrolment.schoolForm.rawValue
        text += ","
        text += self.enrolment.studyPath?.rawValue ?? ""
        text += ","
        text += self.enrolment.schoolUnit.description
        text += ","
        text += self.enrolment.start.description
        text += ","
        text += self.lastDay?.description ?? ""
    }
}

extension MeritRow: WritableRow {
    func appendFields(to text: inout String) {
        text += self.person.digits
        text += ","
        text += self.merit.rawValue
        text += ","
        text += self.issuedOn.description
    }
}

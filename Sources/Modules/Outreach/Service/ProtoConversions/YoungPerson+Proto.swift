import KAAKernel
import KAAWire
import OutreachContract

extension Kaa.Outreach.V1.OutreachState {
    init(_ state: OutreachCase.State) {
        switch state {
        case .toContact: self = .toContact
        case .inOutreach: self = .inOutreach
        case .reached: self = .reached
        case .closed: self = .closed
        case .awaitingDecision: self = .awaitingDecision
        }
    }
}

extension Kaa.Outreach.V1.ContactQueueEntry {
    init(_ entry: CaseStorage.QueueEntry, routine: OutreachRoutine) {
        let outreachCase = entry.outreachCase
        self.init(
            youngPersonID: outreachCase.youngPersonID.description,
            givenName: entry.givenName,
            familyName: entry.familyName,
            districtCode: outreachCase.district?.rawValue ?? "",
            nextContactOn: outreachCase.nextContactOn?.description ?? "",
            suggestedStep: .init(outreachCase.suggestedStep(routine)),
            attemptCount: Int32(clamping: outreachCase.attemptCount),
            latestAttemptOn: outreachCase.latestAttemptOn?.description,
            state: .init(outreachCase.state),
            coveredSince: outreachCase.coveredSince?.description ?? ""
        )
    }
}

extension Kaa.Outreach.V1.YoungPerson {
    init(_ person: CaseStorage.Person) {
        let outreachCase = person.outreachCase
        let address = person.address.shown
        self.init(
            youngPersonID: outreachCase.youngPersonID.description,
            personnummer: person.person.digits,
            givenName: person.givenName,
            familyName: person.familyName,
            streetAddress: address?.street ?? "",
            postalCode: address?.postalCode ?? "",
            postTown: address?.postalTown ?? "",
            districtCode: outreachCase.district?.rawValue ?? "",
            state: .init(outreachCase.state),
            coveredSince: outreachCase.coveredSince?.description,
            nextContactOn: outreachCase.nextContactOn?.description,
            etag: String(outreachCase.revision),
            addressMasked: address == nil
        )
    }
}

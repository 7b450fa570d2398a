/// Whom a call may know of: the one place where that is decided, for requests, changes and answers alike.
struct SubjectVetting: Sendable {
    private let directory: SubjectDirectory
    private let districts: DistrictScope

    /// Whether the call may touch protected persons.
    let isCleared: Bool

    init(_ directory: SubjectDirectory, _ clearance: ProtectionClearance, caller: Caller, reason: String?) {
        self.directory = directory
        self.districts = caller.districts
        self.isCleared = clearance.isGiven(to: caller, reason: reason)
    }

    /// Whether the caller may know that a person exists.
    ///
    /// Somebody unknown, somebody of another district and somebody protected take the same path to the same answer.
    func mayKnow(_ subject: YoungPersonID) -> Bool {
        guard self.directory.isFilled else { return true }
        let standing = self.directory.standing(of: subject)
        let isInScope: Bool =
            switch self.districts {
            case .all: true
            case .districts(let districts): standing?.district.map(districts.contains) ?? false
            }
        let isOpen = standing?.protection == SkyddadePersonuppgifter.none
        let isHandled = standing != nil && self.isCleared
        return isOpen ? isInScope : isHandled
    }

    /// Whether an answer may name a person: anyone but those protected.
    func mayTell(of subject: YoungPersonID) -> Bool {
        self.isCleared || !self.directory.isProtected(subject)
    }
}

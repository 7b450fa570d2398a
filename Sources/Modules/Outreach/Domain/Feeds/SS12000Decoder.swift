/// Takes the enrolments out of an SS 12000 file of persons.
///
/// The file is the answer of the endpoint `persons`: an array of persons, or an object that holds one as `data` or
/// `persons`. Everything that isn't about enrolments is passed over unread. A person's enrolments may come before the
/// civicNo, so rows go out when the person ends.
///
/// - Note: SS 12000:2020, Person and Enrolment. `endDate` is the last day, as `slutdatum` is.
struct SS12000Decoder: FeedDecoder {
    /// The most enrolments one person may have; they are held until the person ends.
    static let maximumEnrolmentsPerPerson = 1_000

    private var reader = JSONEventReader()
    private var path: [Element] = [.document]
    private var key: Key = .other
    private var hasPersons = false
    private var civicNumber: [UInt8] = []
    private var civicNumberFault: RowFault?
    private var enrolments: [SS12000Enrolment] = []

    /// Where in the file the reader is.
    private enum Element: Sendable {
        case document
        case envelope
        case persons
        case person
        case civicNumber
        case enrolments
        case enrolment
        case organisation
        case ignored
    }

    /// The names of members that matter.
    private enum Key: String, CaseIterable, Sendable {
        case data
        case persons
        case civicNo
        case value
        case enrolments
        case enroledAt
        case id
        case schoolUnitCode
        case schoolType
        case educationCode
        case programme
        case startDate
        case endDate
        case cancelled
        case other = ""
    }

    private static let keys = CodeTable<Key>()

    mutating func consume(_ bytes: [UInt8], _ receive: RowReceiver) throws {
        self.reader.append(bytes)
        try self.readEvents(isAtEnd: false, receive)
    }

    mutating func finish(_ receive: RowReceiver) throws {
        try self.readEvents(isAtEnd: true, receive)
        guard self.hasPersons else { throw FeedRefusal(.format) }
    }

    private mutating func readEvents(isAtEnd: Bool, _ receive: RowReceiver) throws {
        while let event = try self.reader.nextEvent(isAtEnd: isAtEnd) {
            switch event {
            case .key(let name):
                self.key = Self.keys.code(name.span) ?? .other
            case .beginObject, .beginArray:
                try self.enter(isObject: event == .beginObject)
            case .endObject, .endArray:
                try self.leave(receive)
            case .string(let text):
                self.take(text, fault: nil)
            case .bool(true) where self.path.last == .enrolment && self.key == .cancelled:
                self.updateEnrolment { $0.isCancelled = true }
            case .null, .bool:
                break
            case .number:
                self.take([], fault: .valueType)
            }
        }
    }

    private mutating func enter(isObject: Bool) throws(FeedRefusal) {
        let element = self.element(isObject: isObject)
        self.path.append(element)
        switch element {
        case .persons:
            self.hasPersons = true
        case .person:
            self.civicNumber = []
            self.civicNumberFault = nil
            self.enrolments.removeAll(keepingCapacity: true)
        case .enrolment:
            guard self.enrolments.count < Self.maximumEnrolmentsPerPerson else {
                throw FeedRefusal(.rowTooLong, line: self.reader.line)
            }
            self.enrolments.append(SS12000Enrolment(line: self.reader.line))
        default:
            break
        }
        self.key = .other
    }

    /// What an object or array is, by where it stands.
    private func element(isObject: Bool) -> Element {
        switch (self.path.last, self.key, isObject) {
        case (.document, _, true): .envelope
        case (.document, _, false): .persons
        case (.envelope, .data, false), (.envelope, .persons, false): .persons
        case (.persons, _, true): .person
        case (.person, .civicNo, true): .civicNumber
        case (.person, .enrolments, false): .enrolments
        case (.enrolments, _, true): .enrolment
        case (.enrolment, .enroledAt, true): .organisation
        default: .ignored
        }
    }

    private mutating func leave(_ receive: RowReceiver) throws {
        guard self.path.popLast() == .person else { return }
        for enrolment in self.enrolments where !enrolment.isCancelled {
            var fields = enrolment.fields
            fields.set(.personnummer, to: self.civicNumber)
            try receive(fields, enrolment.line, self.civicNumberFault ?? enrolment.fault)
        }
    }

    /// Takes a text in, or a value that should have been one.
    private mutating func take(_ text: [UInt8], fault reason: RejectionReason?) {
        switch (self.path.last, self.key) {
        case (.civicNumber, .value):
            self.civicNumber = text
            self.civicNumberFault = reason.map { RowFault($0, at: .personnummer) }
        case (.enrolment, _), (.organisation, _):
            guard let column = self.column else { return }
            let isFallback = self.key == .programme || self.key == .id
            self.updateEnrolment { $0.set(column, to: text, isFallback: isFallback, fault: reason) }
        default:
            break
        }
    }

    /// The column that the member just read belongs to.
    private var column: FeedColumn? {
        switch (self.path.last, self.key) {
        case (.enrolment, .schoolType): .skolform
        case (.enrolment, .educationCode), (.enrolment, .programme): .studievag
        case (.enrolment, .startDate): .startdatum
        case (.enrolment, .endDate): .slutdatum
        case (.organisation, .id), (.organisation, .schoolUnitCode): .skolenhetskod
        default: nil
        }
    }

    private mutating func updateEnrolment(_ update: (inout SS12000Enrolment) -> Void) {
        guard let index = self.enrolments.indices.last else { return }
        update(&self.enrolments[index])
    }
}

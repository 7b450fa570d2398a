import Foundation
import KAAKernel
import KAAWire

/// What every event has: days, identifiers, and when it became known.
enum EventField {
    /// Reads a day.
    static func day(_ name: String, _ text: String) throws -> CivilDate {
        do {
            return try CivilDate(iso: text)
        } catch {
            throw MalformedEvent(field: name)
        }
    }

    /// Reads an identifier.
    static func identifier(_ name: String, _ text: String) throws -> UUID {
        guard let value = UUID(uuidString: text) else { throw MalformedEvent(field: name) }
        return value
    }

    /// Reads the person.
    static func youngPerson(_ text: String) throws -> YoungPersonID {
        YoungPersonID(try Self.identifier("young_person_id", text))
    }

    /// Reads when the event became known.
    static func record(_ time: Google.Protobuf.Timestamp?, position: Int64) throws -> RecordPlace {
        guard let time else { throw MalformedEvent(field: "record_time") }
        return RecordPlace(moment: time.moment, position: position)
    }
}

/// A JSON text as a tree.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The number as it was written, so that no digit is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// The members in order; no name stands twice.
    case object([Member])

    /// A member of an object.
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }
}

extension JSONValue {
    /// The member of an object, or `nil` if there is none or this is no object.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text on one line, or on many with two spaces for each depth.
    package func text(pretty: Bool = false) -> String {
        var writer = JSONWriter(isPretty: pretty)
        writer.write(self)
        return writer.text
    }
}

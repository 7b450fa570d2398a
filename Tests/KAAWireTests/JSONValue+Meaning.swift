import KAAWire

extension JSONValue {
    /// Whether two texts mean the same: numbers by their value, members in any order.
    func means(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.number(let one), .number(let other)):
            Double(one) == Double(other)
        case (.array(let one), .array(let other)):
            one.count == other.count && zip(one, other).allSatisfy { $0.means($1) }
        case (.object(let one), .object(let other)):
            one.count == other.count
                && one.allSatisfy { member in
                    other.contains { $0.name == member.name && member.value.means($0.value) }
                }
        default:
            self == other
        }
    }
}

package import Scanning

extension JSON {
    /// The value at a place such as `order.items.0.sku`; nil where there is none.
    package func value(at place: String) -> JSON? {
        var value = self
        for part in place.split(separator: ".").prefix(64) {
            guard let inner = value[String(part)] ?? Int(part).flatMap({ value[$0] }) else { return nil }
            value = inner
        }
        return value
    }

    /// The value as a text of a template: a text as it is, anything else as JSON.
    package var plainText: String { string ?? text() }

    /// Whether all that is wanted is here, whatever else is; numbers are compared by their value.
    package func includes(_ wanted: JSON) -> Bool {
        switch wanted {
        case .object(let members): members.allSatisfy { member in self[member.key]?.includes(member.value) ?? false }
        case .array(let elements):
            array.map { own in own.count == elements.count && zip(own, elements).allSatisfy { $0.includes($1) } }
                ?? false
        default: isSame(as: wanted)
        }
    }

    /// Whether both say the same: order of members and the way of writing a number do not count.
    package func isSame(as other: JSON) -> Bool {
        switch (self, other) {
        case (.object(let own), .object(let others)):
            own.count == others.count
                && own.allSatisfy { member in other[member.key]?.isSame(as: member.value) ?? false }
        case (.array(let own), .array(let others)):
            own.count == others.count && zip(own, others).allSatisfy { $0.isSame(as: $1) }
        default: self == other || (double != nil && double == other.double)
        }
    }
}

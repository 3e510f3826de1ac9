package import Core
package import Criteria
package import Scanning

/// What is written as its description, and read back from it.
package protocol WireText: WireValue, CustomStringConvertible {
    init?(wire text: String)
    /// What it is, for errors.
    static var what: String { get }
}

extension WireText {
    package func write(to json: inout JSONWriter) { json.append(description) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Self {
        let start = json.offset
        let text = try json.readString()
        guard let value = Self(wire: text) else {
            throw json.error("'\(Text.clean(text, limit: 40))' is no \(what)", at: start)
        }
        return value
    }
}

extension MetricID: WireText {
    package init?(wire text: String) { self.init(text) }
    package static var what: String { "metric" }
}

extension Aggregate: WireText {
    package init?(wire text: String) { self.init(text) }
    package static var what: String { "aggregate" }
}

extension CalendarDay: WireText {
    package init?(wire text: String) { self.init(text) }
    package static var what: String { "day" }
}

/// A condition as it is printed, which reads back as the same condition.
extension Criteria.Expression: WireText {
    package init?(wire text: String) {
        guard let read = try? Expression.parse(text, names: Catalogue.metricNames, as: .boolean) else { return nil }
        self = read
    }

    package static var what: String { "condition" }
}

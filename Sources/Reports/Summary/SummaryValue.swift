import Core
import Scanning

/// What a summary holds as one value, not as an object with members of its own.
protocol SummaryValue {
    func write(to writer: inout JSONWriter)
}

extension Bool: SummaryValue {
    func write(to writer: inout JSONWriter) { writer.append(self) }
}

extension Int: SummaryValue {
    func write(to writer: inout JSONWriter) { writer.append(Int64(self)) }
}

extension Int64: SummaryValue {
    func write(to writer: inout JSONWriter) { writer.append(self) }
}

/// JSON has no form for a number that is not finite: those become words, since a judge must see them again.
extension Double: SummaryValue {
    func write(to writer: inout JSONWriter) {
        if isFinite { return writer.append(self) }
        writer.append(isNaN ? "nan" : self > 0 ? "inf" : "-inf")
    }
}

extension String: SummaryValue {
    func write(to writer: inout JSONWriter) { writer.append(self) }
}

extension JSON: SummaryValue {
    func write(to writer: inout JSONWriter) { writer.append(self) }
}

extension Array: SummaryValue where Element: SummaryValue {
    func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self {
            writer.beginElement()
            element.write(to: &writer)
        }
        writer.endArray()
    }
}

/// In the order of the keys.
extension Dictionary: SummaryValue where Key == String, Value: SummaryValue {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            writer.append(key: key)
            value.write(to: &writer)
        }
        writer.endObject()
    }
}

/// What was covered, and of how many.
extension Fraction: SummaryValue {
    func write(to writer: inout JSONWriter) { [covered, total].write(to: &writer) }
}

/// Exact: whole seconds and attoseconds.
extension Duration: SummaryValue {
    func write(to writer: inout JSONWriter) { [components.seconds, components.attoseconds].write(to: &writer) }
}

extension SourceLocation: SummaryValue {
    func write(to writer: inout JSONWriter) { JSON([JSON(file), JSON(line), JSON(column)]).write(to: &writer) }
}

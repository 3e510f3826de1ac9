package import Core
package import Scanning

/// What was covered, and of how many.
extension Fraction: WireValue {
    package func write(to json: inout JSONWriter) { [covered, total].write(to: &json) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Fraction {
        let start = json.offset
        let parts = try [Int].read(&json, memory)
        guard parts.count == 2 else { throw json.error("expected [covered, total]", at: start) }
        return Fraction(covered: parts[0], total: parts[1])
    }
}

/// Exact: whole seconds and attoseconds.
extension Duration: WireValue {
    package func write(to json: inout JSONWriter) {
        [Int(components.seconds), Int(components.attoseconds)].write(to: &json)
    }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Duration {
        let start = json.offset
        let parts = try [Int].read(&json, memory)
        guard parts.count == 2 else { throw json.error("expected [seconds, attoseconds]", at: start) }
        return Duration(secondsComponent: Int64(parts[0]), attosecondsComponent: Int64(parts[1]))
    }
}

/// `[file, line, column]`.
extension SourceLocation: WireValue {
    package func write(to json: inout JSONWriter) {
        json.beginArray()
        json.beginElement()
        json.append(file)
        for number in [line, column] {
            json.beginElement()
            json.append(Int64(number))
        }
        json.endArray()
    }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> SourceLocation {
        let start = json.offset
        let parts = try json.readValue()
        guard let file = parts[0]?.string, let line = parts[1]?.int, let column = parts[2]?.int else {
            throw json.error("expected [file, line, column]", at: start)
        }
        return SourceLocation(file: file, line: line, column: column)
    }
}

import Scanning

/// What a document holds, in words that two readers can be compared by: text between two tags is one event.
struct XMLEvents {
    private var events: [String] = []
    private var pending = ""

    var finished: [String] {
        var copy = self
        copy.flush()
        return copy.events
    }

    mutating func start(_ name: String, _ attributes: [String]) {
        flush()
        // The order of attributes means nothing, and libxml2 gives those of namespaces first, but for an empty one.
        let told = attributes.filter { !$0.hasPrefix("xmlns:") || $0.firstIndex(of: "=") != $0.indices.last }
        events.append("<" + name + told.sorted().map { " " + $0 }.joined())
    }

    mutating func end(_ name: String) {
        flush()
        events.append("/" + name)
    }

    mutating func text(_ text: String) { pending += text }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        events.append("'" + pending)
        pending = ""
    }

    /// The events of a document as the scanner reads it, or its error.
    static func scanned(_ document: [UInt8]) -> Result<[String], ScanError> {
        document.withUnsafeBytes { bytes in
            var events = XMLEvents()
            do throws(ScanError) {
                var xml = try XMLScanner(bytes)
                while true {
                    switch try xml.next() {
                    case .start(let name, _):
                        let attributes = xml.attributes.map {
                            xml.bytes($0.name).string + "=" + xml.string(ofAttribute: $0.value)
                        }
                        events.start(xml.bytes(name).string, attributes)
                    case .end(let name): events.end(xml.bytes(name).string)
                    case .text(let range, let isCDATA): events.text(xml.string(of: range, isCDATA: isCDATA))
                    case .eof: return .success(events.finished)
                    }
                }
            } catch {
                return .failure(error)
            }
        }
    }
}

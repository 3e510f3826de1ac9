/// What failures of one cause have in common: the message and the top frame without what differs from run to run.
package struct FailureSignature: Sendable, Hashable, CustomStringConvertible {
    /// The message's first line, without numbers, addresses, paths, ids and times.
    package var message: String
    /// The function or the file in which it happened; nil where the text names none.
    package var frame: String?

    private static let messageLimit = 160

    /// nil for a text that says nothing.
    package init?(_ text: String?) {
        guard let text else { return nil }
        let lines = text.split(whereSeparator: \.isNewline).map { Self.trimmed($0) }.filter { !$0.isEmpty }
        guard let first = lines.first(where: { !$0.hasPrefix("Traceback") && Frame.isNone(in: $0) }) ?? lines.first
        else { return nil }
        message = String(VolatileText.stable(first).prefix(Self.messageLimit))
        frame = Frame.top(of: lines)
    }

    package var description: String { frame.map { "\(message) in \($0)" } ?? message }

    /// The same on every machine; never 0.
    package var hash: UInt64 {
        var identity = TestIdentity()
        identity.add(message)
        identity.add(frame)
        return max(1, identity.value)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

/// Frames of stack traces, as the languages print them.
private enum Frame {
    /// The innermost frame: Python prints it last, all others first.
    static func top(of lines: [String]) -> String? {
        if let python = lines.last(where: { $0.hasPrefix("File \"") }) { return self.python(python) }
        for line in lines {
            if let frame = at(line) ?? place(in: line) { return frame }
        }
        return nil
    }

    static func isNone(in line: String) -> Bool { !line.hasPrefix("File \"") && at(line) == nil }

    /// `File "tests/test_a.py", line 12, in test_b`.
    private static func python(_ line: String) -> String {
        let file = line.dropFirst("File \"".count).prefix { $0 != "\"" }
        let name = file.split(separator: "/").last.map(String.init) ?? String(file)
        guard let place = line.lastRange(of: ", in ") else { return name }
        return "\(name) \(line[place.upperBound...])"
    }

    /// `at com.acme.Shop.pay(Shop.java:12)`, `at pay (src/shop.js:3:4)`.
    private static func at(_ line: String) -> String? {
        guard line.hasPrefix("at ") else { return nil }
        let name = line.dropFirst(3).prefix { $0 != "(" && $0 != " " }
        guard !name.isEmpty else { return nil }
        return VolatileText.stable(String(name))
    }

    /// `src/shop.go:12`, anywhere in a line.
    private static func place(in line: String) -> String? {
        for word in line.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == ")" || $0 == "\t" }) {
            let parts = word.split(separator: ":", omittingEmptySubsequences: true)
            guard parts.count >= 2, let dot = parts[0].lastIndex(of: "."), dot > parts[0].startIndex,
                parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), parts[0][parts[0].index(after: dot)...].count <= 5,
                parts[0].last?.isLetter ?? false
            else { continue }
            return parts[0].split(separator: "/").last.map(String.init)
        }
        return nil
    }
}

extension String {
    /// The last place of a text; nil where it does not occur.
    fileprivate func lastRange(of text: String) -> Range<String.Index>? {
        var place = endIndex
        while place > startIndex {
            place = index(before: place)
            if self[place...].hasPrefix(text), let end = index(place, offsetBy: text.count, limitedBy: endIndex) {
                return place..<end
            }
        }
        return nil
    }
}

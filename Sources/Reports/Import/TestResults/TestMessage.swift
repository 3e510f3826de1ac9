import Scanning

/// The message of a case out of several texts, none of them said twice; clean and bounded.
enum TestMessage {
    static let limit = 2_048

    static func joined(_ parts: String?...) -> String? {
        var message = ""
        for part in parts {
            guard var part, !part.isEmpty else { continue }
            part = part.withUTF8 { Text.lossy(Bytes($0), limit: limit) }
            part = part.withUTF8 { Bytes($0).trimmed().string }
            if part.isEmpty || message.hasPrefix(part) { continue }
            message = message.isEmpty || part.hasPrefix(message) ? part : "\(message)\n\(part)"
        }
        return message.isEmpty ? nil : Text.clean(message, limit: limit)
    }

    /// What a program wrote, as the message of its failure: from the first line that sounds like one, else its end.
    static func ofOutput(_ text: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline)
        let telling = lines.firstIndex { line in
            let line = line.lowercased()
            return words.contains { line.contains($0) }
        }
        var shown = lines[(telling ?? lines.startIndex)...]
        var size = shown.reduce(0) { $0 + $1.utf8.count + 1 }
        while telling == nil, size > limit, shown.count > 1 { size -= shown.removeFirst().utf8.count + 1 }
        return joined(shown.joined(separator: "\n"))
    }

    private static let words = ["fail", "error", "assert", "expected", "exception", "panic", "abort", "signal"]

    /// Whether a text says no more than that a test failed.
    static func isBare(_ text: String?) -> Bool {
        ["", "failed", "failure", "error", "completed", "test failed"].contains((text ?? "").lowercased())
    }
}

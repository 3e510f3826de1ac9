import Criteria

/// Turns of phrase that reasons, errors and explanations share.
enum Wording {
    /// `"a"`, `"a" and "b"`, `"a", "b" and 7 more`.
    static func list(_ names: [String], limit: Int = 8) -> String {
        let quoted = names.prefix(limit).map { "\"\($0)\"" }
        let hidden = names.count - quoted.count
        guard hidden == 0 else { return quoted.joined(separator: ", ") + " and \(hidden) more" }
        guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "nothing" }
        return quoted.dropLast().joined(separator: ", ") + " and " + last
    }

    static func bytes(_ bytes: Double) -> String { Quantity(measured: bytes, .bytes).description }

    /// `2 cores`, `1 core`.
    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// `12.3%`, of a share between 0 and 1.
    static func percent(_ ratio: Double) -> String { "\((ratio * 1000).rounded() / 10)%" }

    /// `3-7, 12` for sorted line numbers; at most `limit` ranges.
    static func ranges(_ lines: [UInt32], limit: Int) -> String {
        var ranges: [ClosedRange<UInt32>] = []
        for line in lines {
            if let last = ranges.last, last.upperBound < .max, last.upperBound + 1 == line {
                ranges[ranges.count - 1] = last.lowerBound...line
            } else {
                ranges.append(line...line)
            }
        }
        let shown = ranges.prefix(limit)
            .map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ", ")
        return ranges.count > limit ? shown + ", …" : shown
    }
}

import Scanning

/// What a mock has written down of its requests when it ended.
struct MockReport: Sendable {
    var service: String
    /// Absolute path.
    var path: String

    /// What a person should know: requests that no stub matched, and expectations that were not met; nil where there is
    /// neither, or no report.
    var warning: String? {
        guard let json = try? JSON(parsing: LogFile.read(path, first: 64 << 20)) else { return nil }
        return Self.warning(service, json)
    }

    static func warning(_ service: String, _ json: JSON) -> String? {
        let unmatched = json["unmatched"]?.array ?? []
        let count = json["requests"]?["unmatched"]?.int ?? 0
        let missed = (json["expectations"]?.array ?? []).filter { $0["met"]?.bool == false }
        var parts: [String] = []
        if count > 0 {
            let shown = unmatched.prefix(3).map { "\($0["method"]?.string ?? "?") \($0["path"]?.string ?? "?")" }
            let more = unmatched.count > 3 ? " and \(unmatched.count - 3) more" : ""
            let requests = count == 1 ? "1 request" : "\(count) requests"
            parts.append("\(requests) matched no stub (\(shown.joined(separator: ", "))\(more))")
        }
        if !missed.isEmpty {
            let names = missed.prefix(3).compactMap { $0["stub"]?.string }
            let words = missed.count == 1 ? "1 expectation is" : "\(missed.count) expectations are"
            parts.append("\(words) not met (\(names.joined(separator: ", ")))")
        }
        return parts.isEmpty ? nil : "mock \"\(service)\": \(parts.joined(separator: "; "))"
    }
}

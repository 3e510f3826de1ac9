package import Core
import Criteria
package import Scanning

/// BenchmarkDotNet's JSON, in any of its exporters (brief, full, compressed); times are in nanoseconds.
package enum BenchmarkDotNetImporter: Importer {
    package static let format = FormatDescription(
        id: "benchmarkdotnet",
        title: "BenchmarkDotNet JSON",
        feeds: .performance
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("HostEnvironmentInfo") != nil && head.member("Benchmarks") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        try BenchmarkEntry.read("Benchmarks", of: bytes, into: &report, entry)
    }

    /// A benchmark; nil for one without figures, which is how a failed one is written.
    private static func entry(
        _ json: inout JSONReader,
        _ failed: inout [String]
    ) throws(ScanError) -> BenchmarkEntry? {
        var entry = BenchmarkEntry()
        var parts: [String: String] = [:]
        var hasFigures = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "FullName", "Namespace", "Type", "Method", "Parameters":
                let name = key.string
                parts[name] = try json.stringOrSkip()
            case "Statistics":
                hasFigures = try json.peek() == .object
                try statistics(&json, &entry)
            default: try json.skipValue()
            }
        }
        entry.name = name(parts)
        if hasFigures { return entry }
        failed.append(entry.name)
        return nil
    }

    private static func name(_ parts: [String: String]) -> String {
        if let full = parts["FullName"], !full.isEmpty { return full }
        let name = ["Namespace", "Type", "Method"].compactMap { parts[$0] }.filter { !$0.isEmpty }
        let parameters = parts["Parameters"].flatMap { $0.isEmpty ? nil : " (\($0))" } ?? ""
        return name.joined(separator: ".") + parameters
    }

    private static func statistics(_ json: inout JSONReader, _ entry: inout BenchmarkEntry) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "Mean": entry.set(.average, try json.doubleOrSkip().map { $0 / 1e9 })
            case "Median": entry.set(.median, try json.doubleOrSkip().map { $0 / 1e9 })
            case "Min": entry.set(.minimum, try json.doubleOrSkip().map { $0 / 1e9 })
            case "Max": entry.set(.maximum, try json.doubleOrSkip().map { $0 / 1e9 })
            case "N": entry.runs = try json.integerOrSkip().flatMap { $0 >= 0 ? $0 : nil }
            default: try json.skipValue()
            }
        }
    }
}

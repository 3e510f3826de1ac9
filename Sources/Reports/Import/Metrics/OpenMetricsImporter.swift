package import Core
package import Scanning

/// The text that programs expose to Prometheus: OpenMetrics 1.0, and Prometheus' own format (0.0.4).
package enum OpenMetricsImporter: Importer {
    package static let format = FormatDescription(
        id: "openmetrics",
        title: "OpenMetrics and Prometheus text",
        feeds: .metrics
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        if line.hasPrefix("# HELP ") || line.hasPrefix("# TYPE ") || line.hasPrefix("# UNIT ") || line.equals("# EOF") {
            return true
        }
        return line.contains(UInt8(ascii: "{")) && ExpositionSample(line) != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var lines = LineScanner(bytes)
        var exposition = Exposition()
        while let range = lines.nextRange() {
            if let problem = exposition.add(lines.document.slice(range)) { throw lines.error(problem, line: range) }
        }
        guard exposition.hasEnd || (bytes.last == 0x0A && !exposition.isOpenMetrics) else {
            let what = exposition.isOpenMetrics ? "the line '# EOF' is missing" : "the last line has no end"
            throw ScanError("\(what): the file is cut short", at: bytes.count, in: bytes)
        }
        if let problem = exposition.report(into: &report) { throw ScanError(problem, at: 0, in: bytes) }
    }
}

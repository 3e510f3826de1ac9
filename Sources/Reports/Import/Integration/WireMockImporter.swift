package import Core
import Criteria
package import Scanning

/// WireMock's journal of requests, as `GET /__admin/requests` gives it: which mocks were called, and with what fault.
///
/// Source: https://wiremock.org/docs/verifying/
package enum WireMockImporter: Importer {
    package static let format = FormatDescription(
        id: "wiremock-journal",
        title: "WireMock request journal",
        feeds: .metrics
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("requests") != nil && head.member("requestJournalDisabled") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var journal = WireMockJournal()
        var isDisabled: Bool?
        var hasRequests = false
        var total: Int?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "requests":
                hasRequests = true
                try json.forEachValue(of: "requests") { event throws(ScanError) in journal.add(event) }
            case "meta": total = try json.readValue()["total"]?.int
            case "requestJournalDisabled": isDisabled = try json.readValue().bool
            default: try json.skipValue()
            }
        }
        try json.finish()
        guard hasRequests, isDisabled != nil else { throw json.error("this is no request journal of WireMock", at: 0) }
        if isDisabled == true { throw json.error("the journal was switched off, so nothing was recorded", at: 0) }
        report.tool = "WireMock"
        if let total, total > journal.events {
            report.warn("the journal holds \(total) requests and \(journal.events) are listed; what is listed counts")
        }
        if journal.unmatched > 0 {
            report.note("\(journal.unmatched) requests matched no stub, and are no calls of a mock")
        }
        if journal.nameless > 0 { report.warn("\(journal.nameless) requests do not say which host was called") }
        report.measurements = journal.measurements(report.provenance)
    }
}

/// Counts of the events of a journal, by who was called.
private struct WireMockJournal {
    /// From this delay on, in milliseconds, an answer is meant to be late.
    static let longDelay = 1_000.0

    private(set) var events = 0
    private(set) var unmatched = 0
    private(set) var nameless = 0
    private var counts: [MetricID: [Labels: Int]] = [:]

    mutating func add(_ event: JSON) {
        events += 1
        guard event["wasMatched"]?.bool == true else {
            unmatched += 1
            return
        }
        let answer = event["responseDefinition"]
        if let proxied = answer?["proxyBaseUrl"]?.string {
            count(
                "external_dependencies.real_egress",
                ["host": Self.host(of: proxied) ?? Text.clean(proxied, limit: 256)]
            )
            return
        }
        guard let callee = Self.callee(event) else {
            nameless += 1
            return
        }
        count("external_dependencies.mock_hits", callee)
        if Self.isFault(answer, event["response"]) { count("external_dependencies.faults_injected", callee) }
    }

    /// The stub's own word for the dependency, else the host that the caller wanted.
    private static func callee(_ event: JSON) -> Labels? {
        if let name = event["stubMapping"]?["metadata"]?.text("dependency", limit: 256) { return ["dependency": name] }
        return event["request"]?["absoluteUrl"]?.string.flatMap(host).map { ["host": $0] }
    }

    /// A broken connection, an answer of the 500s, or one that is late on purpose.
    private static func isFault(_ answer: JSON?, _ response: JSON?) -> Bool {
        if answer?["fault"]?.string != nil || response?["fault"]?.string != nil { return true }
        if let status = answer?["status"]?.int ?? response?["status"]?.int, status >= 500 { return true }
        return (answer?["fixedDelayMilliseconds"]?.double ?? 0) >= longDelay
    }

    /// `api.example.org` of `https://api.example.org:8443/v1`.
    private static func host(of url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let place = authority.split(separator: "@").last ?? authority[...]
        let host = place.hasPrefix("[") ? place.prefix { $0 != "]" }.dropFirst() : place.prefix { $0 != ":" }
        return host.isEmpty ? nil : Text.clean(String(host), limit: 256)
    }

    private mutating func count(_ metric: MetricID, _ labels: Labels) {
        counts[metric, default: [:]][labels, default: 0] += 1
    }

    func measurements(_ provenance: Provenance) -> [Measurement] {
        counts.sorted { $0.key.name < $1.key.name }.flatMap { metric, calls in
            calls.sorted { $0.key.text < $1.key.text }.map { labels, count in
                Measurement(
                    metric: metric,
                    value: Double(count),
                    dimension: .count,
                    labels: labels,
                    samples: count,
                    provenance: [provenance]
                )
            }
        }
    }
}

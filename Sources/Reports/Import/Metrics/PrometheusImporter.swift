package import Core
package import Scanning

/// What Prometheus answers to `/api/v1/query` and `/api/v1/query_range`: a vector, a matrix or a scalar.
package enum PrometheusImporter: Importer {
    package static let format = FormatDescription(
        id: "prometheus",
        title: "Prometheus query result JSON",
        feeds: .metrics
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard head.member("status") != nil else { return false }
        if let data = head.member("data") { return Set(data.keys).isSuperset(of: ["resultType", "result"]) }
        return head.member("errorType") != nil && head.member("error") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let answer = try PrometheusAnswer(bytes)
        for text in answer.warnings { report.warn("Prometheus warns: \(text)") }
        for text in answer.infos { report.note("Prometheus: \(text)") }
        guard answer.status == "success" else {
            let reason = answer.error.isEmpty ? "its status is '\(answer.status)'" : answer.error
            report.fail("the query failed: \(reason)")
            return
        }
        guard ["vector", "matrix", "scalar"].contains(answer.type) else {
            report.fail(
                "the result is '\(answer.type)', which holds no numbers; ask for a vector, a matrix or a scalar"
            )
            return
        }
        if answer.series.isEmpty { report.warn("no series: the query matched nothing") }
        if answer.nativeHistograms > 0 {
            report.warn("\(answer.nativeHistograms) native histograms are left out; ask for histogram_quantile(…)")
        }
        for series in answer.series where !series.points.isEmpty { series.report(into: &report) }
    }
}

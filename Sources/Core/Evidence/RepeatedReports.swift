import Criteria

/// Reports of the same content: a file that is given twice, or copied, has measured nothing twice.
enum RepeatedReports {
    /// What makes two reports one: all that they measure, in files of the same format and size.
    private struct Content: Hashable {
        let format: String
        let bytes: Int
        let tool: String?
        let labels: Labels
        let measured: [Measured]
        let series: [Series]

        init(_ report: Report) {
            (format, bytes, tool) = (report.format, report.bytes, report.tool)
            // Two tries or two shards never measure the same to the last digit; a copy that is called so does.
            labels = report.labels.filter { $0.key != Report.attemptLabel && $0.key != LoadSeries.shardLabel }
            measured = report.measurements.map { Measured($0) }
            series = report.performance.map { Series($0) }
        }
    }

    private struct Measured: Hashable {
        let metric: MetricID
        let value: Double
        let labels: Labels
        let samples: Int

        init(_ measurement: Measurement) {
            (metric, value) = (measurement.metric, measurement.value)
            (labels, samples) = (measurement.labels, measurement.samples)
        }
    }

    private struct Series: Hashable {
        let labels: Labels
        let counts: [Int?]
        let latency: [Aggregate: Double]
        let histogram: Histogram?
        let times: [Double?]

        init(_ series: LoadResult) {
            (labels, latency, histogram) = (series.labels, series.latency, series.histogram)
            counts = [series.requests, series.failed, series.droppedIterations]
            times = [series.requestRate, series.duration]
        }
    }

    /// Which reports repeat what an earlier one measures; what is not of a file cannot be told.
    static func indices(in reports: [Report]) -> [Int] {
        var seen: Set<Content> = []
        return reports.indices.filter { index in
            guard reports[index].bytes > 0,
                !(reports[index].performance.isEmpty && reports[index].measurements.isEmpty)
            else { return false }
            return !seen.insert(Content(reports[index])).inserted
        }
    }
}

import Core

/// The samples of a JMeter run, by the label of their sampler; transactions are no requests.
struct JMeterSamples {
    /// What tells series apart.
    private struct Key: Hashable {
        var label: String
        var isTransaction: Bool
    }

    private var series: [Key: SampleSeries] = [:]
    private var undated = 0

    /// How the sample of a transaction controller says what it is.
    static let transactionMessage = "Number of samples in transaction"

    /// Takes in a sample: a request, or the requests of a transaction taken together.
    mutating func add(label: String, milliseconds: UInt32, isFailed: Bool, at time: Int?, isTransaction: Bool) {
        if time == nil { undated += 1 }
        series[Key(label: label, isTransaction: isTransaction), default: SampleSeries()]
            .add(milliseconds: milliseconds, isFailed: isFailed, at: time)
    }

    func report(into report: inout Report) {
        guard !series.isEmpty else {
            report.warn("no request was sent")
            return
        }
        let keys = series.keys.sorted { ($0.isTransaction ? 1 : 0, $0.label) < ($1.isTransaction ? 1 : 0, $1.label) }
        let requests = keys.filter { !$0.isTransaction }
        if requests.isEmpty {
            report.warn(
                "only samples of transaction controllers, which are no requests: switch off 'Generate parent sample'"
            )
        } else {
            var all = SampleSeries()
            for key in requests { series[key].map { all.add($0) } }
            report.performance = [all.result(labels: [:])]
        }
        for key in keys where !key.label.isEmpty {
            let name = key.isTransaction ? "transaction" : "request"
            if let one = series[key] { report.performance.append(one.result(labels: [name: key.label])) }
        }
        guard undated > 0 else { return }
        report.note("\(undated) samples have no time stamp in milliseconds: neither duration nor rate is known")
        for index in report.performance.indices {
            report.performance[index].duration = nil
            report.performance[index].requestRate = nil
        }
    }
}

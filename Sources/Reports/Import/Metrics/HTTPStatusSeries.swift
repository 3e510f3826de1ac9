import Core
import Criteria

/// Series that differ only in the HTTP status of their requests are one series, which knows how many failed.
enum HTTPStatusSeries {
    private static let names = ["code", "status", "status_code", "http_status_code", "http_response_status_code"]

    static func joined(_ series: [LoadResult]) -> [LoadResult] {
        var result: [LoadResult] = []
        var places: [Labels: Int] = [:]
        for var one in series {
            guard let name = names.first(where: { isStatus(one.labels[$0]) }), let status = one.labels[name] else {
                result.append(one)
                continue
            }
            one.labels[name] = nil
            one.failed = (status.utf8.first ?? 0) >= UInt8(ascii: "4") ? one.requests ?? 0 : 0
            if let index = places[one.labels], let both = merged(result[index], one) {
                result[index] = both
            } else {
                places[one.labels] = places[one.labels] ?? result.count
                result.append(one)
            }
        }
        return result
    }

    private static func isStatus(_ value: String?) -> Bool {
        guard let value, value.utf8.count == 3, let number = Int(value) else { return false }
        return (100...599).contains(number)
    }

    /// nil where the histograms cannot be added.
    private static func merged(_ first: LoadResult, _ second: LoadResult) -> LoadResult? {
        guard let left = first.histogram, let right = second.histogram, let histogram = left.merged(with: right) else {
            return nil
        }
        var both = LoadResult(labels: first.labels, requests: histogram.total, histogram: histogram)
        both.failed = (first.failed ?? 0) + (second.failed ?? 0)
        if let one = first.latency[.average], let other = second.latency[.average], histogram.total > 0 {
            let sum = one * Double(left.total) + other * Double(right.total)
            both.latency[.average] = sum / Double(histogram.total)
        }
        return both
    }
}

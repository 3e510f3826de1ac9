import Core
import Criteria
import Scanning

extension SummaryDecoder {
    /// Reads one report of a summary.
    static func report(_ json: inout JSONReader, _ scratch: inout SummaryScratch) throws(ScanError) -> Report {
        let start = json.offset
        var path: String?
        var format: String?
        var report = Report(path: "", format: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "path": path = try json.readString()
            case "format": format = try json.readString()
            case "tool": report.tool = try json.readString()
            case "bytes": report.bytes = try json.readInteger()
            case "modified": report.modified = try json.real()
            case "step": report.step = try json.readString()
            case "labels": report.labels = try json.labels()
            case "messages": report.messages = try json.list(message)
            case "tests": report.tests = try tests(&json, &scratch.texts)
            case "coverage": report.coverage = try coverage(&json, &scratch)
            case "findings": report.findings = try findings(&json, &scratch)
            case "packages": report.packages = try packages(&json)
            case "accessibility": report.accessibility = try accessibility(&json)
            case "contracts": report.contracts = try contracts(&json)
            case "performance": report.performance = try json.list(series)
            case "measurements": report.measurements = try json.list(measurement)
            case "attestations": report.attestations = try json.list(EnvelopeReader.read)
            default: try json.skipValue()
            }
        }
        report.path = try json.required(path, "path", start)
        report.format = try json.required(format, "format", start)
        return report
    }

    private static func message(_ json: inout JSONReader) throws(ScanError) -> ReportMessage {
        let start = json.offset
        var severity: ReportMessage.Severity?
        var message = ReportMessage(.note, "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "severity": severity = try json.word("severity")
            case "text": message.text = try json.readString()
            case "line": message.line = try json.readInteger()
            case "column": message.column = try json.readInteger()
            case "offset": message.offset = try json.readInteger()
            case "incomplete": message.weight = .incomplete(try part(&json))
            case "contradictory": message.weight = try json.readBool() ? .contradictory : .none
            default: try json.skipValue()
            }
        }
        message.severity = try json.required(severity, "severity", start)
        return message
    }

    private static func part(_ json: inout JSONReader) throws(ScanError) -> ReportMessage.Part {
        var part = ReportMessage.Part()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "category": part.category = try json.word("category")
            case "tool": part.tool = try json.readString()
            case "files": part.files = try json.words()
            default: try json.skipValue()
            }
        }
        return part
    }

    private static func tests(
        _ json: inout JSONReader,
        _ texts: inout ValueCache<String>
    ) throws(ScanError) -> TestResults {
        var results = TestResults()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "passed": results.tally.passed = try json.readInteger()
            case "failed": results.tally.failed = try json.readInteger()
            case "errors": results.tally.errors = try json.readInteger()
            case "skipped": results.tally.skipped = try json.readInteger()
            case "flaky": results.tally.flaky = try json.readInteger()
            case "duration_s": results.tally.duration = try json.real()
            case "cases":
                try json.beginArray()
                while try json.nextElement() { results.cases.append(try testCase(&json, &texts)) }
            case "passed_ids":
                let start = json.offset
                guard let passed = Identities.values(try json.readString()) else {
                    throw json.error("no list of identities: sixteen hexadecimal digits each", at: start)
                }
                results.passed = passed
            default: try json.skipValue()
            }
        }
        return results
    }

    private static func testCase(
        _ json: inout JSONReader,
        _ texts: inout ValueCache<String>
    ) throws(ScanError) -> TestCase {
        let start = json.offset
        var name: String?
        var status: TestCase.Status?
        var test = TestCase(name: "", status: .passed)
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "suite": test.suite = try json.readString(&texts)
            case "class": test.className = try json.readString(&texts)
            case "name": name = try json.readString()
            case "file": test.file = try json.readString(&texts)
            case "line": test.line = try json.readInteger()
            case "status": status = try json.word("status")
            case "flaky": test.flaky = try json.readBool()
            case "seconds": test.seconds = try json.real()
            case "message": test.message = try json.readString(&texts)
            case "properties": test.properties = try json.labels()
            case "output": test.output = try json.readString()
            case "attachments": test.attachments = try json.words()
            default: try json.skipValue()
            }
        }
        test.name = try json.required(name, "name", start)
        test.status = try json.required(status, "status", start)
        return test
    }

    private static func series(_ json: inout JSONReader) throws(ScanError) -> LoadResult {
        var series = LoadResult()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "labels": series.labels = try json.labels()
            case "requests": series.requests = try json.readInteger()
            case "failed": series.failed = try json.readInteger()
            case "latency_s":
                try json.beginObject()
                while let key = try json.nextKey() {
                    guard let aggregate = Aggregate(key.string) else {
                        throw json.error(
                            "unknown aggregate '\(CleanText.line(key.string, limit: 40))'",
                            at: json.offset
                        )
                    }
                    series.latency[aggregate] = try json.real()
                }
            case "histogram": series.histogram = try histogram(&json)
            case "request_rate": series.requestRate = try json.real()
            case "dropped_iterations": series.droppedIterations = try json.readInteger()
            case "duration_s": series.duration = try json.real()
            case "shortfalls": series.shortfalls = try json.words()
            case "thresholds":
                try json.beginObject()
                while let key = try json.nextKey() { series.thresholds[key.string] = try json.readBool() }
            default: try json.skipValue()
            }
        }
        return series
    }

    private static func histogram(_ json: inout JSONReader) throws(ScanError) -> Histogram {
        let start = json.offset
        var bounds: [Double] = []
        var counts: [Int] = []
        var total = 0
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "bounds_s": bounds = try json.list { reader throws(ScanError) in try reader.real() }
            case "counts": counts = try json.integers()
            case "total": total = try json.readInteger()
            default: try json.skipValue()
            }
        }
        guard let histogram = Histogram(bounds: bounds, cumulative: counts, total: total) else {
            throw json.error("no histogram: bounds must rise, and counts must not fall", at: start)
        }
        return histogram
    }
}

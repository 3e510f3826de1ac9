package import Core
package import Scanning

/// The JSON report of Playwright Test; a test counts once for each project that runs it.
package enum PlaywrightImporter: Importer {
    package static let format = FormatDescription(id: "playwright-json", title: "Playwright JSON", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("suites") != nil && head.member("config") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var reader = PlaywrightReader(tests: TestCollector(options, bytes, Self.self))
        var stats: JSON?
        var hasSuites = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "config":
                let config = try json.readValue()
                if let version = config.text("version") { report.tool = "Playwright \(version)" }
                reader.readProjects(config["projects"])
            case "suites":
                hasSuites = true
                try reader.suites(&json, titles: [])
            case "errors":
                try json.forEachValue(of: "errors") { error throws(ScanError) in
                    reader.tests.problem("the run", message: TestMessage.joined(error["message"]?.string))
                }
            case "stats": stats = try json.readValue()
            default: try json.skipValue()
            }
        }
        try json.finish()
        if !hasSuites { throw json.error("no 'suites': this is no report of Playwright", at: 0) }
        reader.report(stats: stats, into: &report)
    }
}

private struct PlaywrightReader {
    static let outcomes: [String: TestCase.Status] = [
        "expected": .passed, "flaky": .passed, "unexpected": .failed, "skipped": .skipped,
    ]
    /// Names of projects that are names of browsers; Playwright has no Safari, whatever a project is called.
    static let browsers = [
        "chromium": "chromium", "firefox": "firefox", "webkit": "webkit", "safari": "webkit", "chrome": "chrome",
        "google chrome": "chrome", "msedge": "edge", "microsoft edge": "edge", "edge": "edge",
    ]

    var tests: TestCollector
    /// What the metadata of each project says of cells, by the project's name.
    private var projects: [String: [String: String]] = [:]
    private var unexpected = 0

    init(tests: TestCollector) { self.tests = tests }

    mutating func readProjects(_ list: JSON?) {
        for project in list?.array ?? [] {
            guard let name = project.text("name") else { continue }
            projects[name] = CellProperties.of(project["metadata"])
        }
    }

    /// What is known of the browser and the device: of the project's name, its metadata, the test's own annotations.
    private func properties(of test: JSON) -> [String: String] {
        var properties: [String: String] = [:]
        if let project = test.text("projectName") {
            properties["project"] = project
            properties["browser"] = Self.browsers[project.lowercased()]
            properties.merge(projects[project] ?? [:]) { _, stated in stated }
        }
        properties.merge(CellProperties.ofAnnotations(test["annotations"])) { _, own in own }
        if properties["browser"]?.lowercased() == "safari" { properties["browser"] = "webkit" }
        // It drives browsers of the desktop, which play a device.
        if properties["device"] != nil, properties["emulated"] == nil { properties["emulated"] = "true" }
        return properties
    }

    mutating func suites(_ json: inout JSONReader, titles: [String]) throws(ScanError) {
        guard try json.peek() == .array else { throw json.error("'suites' must be a list", at: json.offset) }
        try json.beginArray()
        while try json.nextElement() { try suite(&json, titles: titles) }
    }

    private mutating func suite(_ json: inout JSONReader, titles: [String]) throws(ScanError) {
        var titles = titles
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "title":
                if let title = try JSONText.read(&json, limit: 1_024), !title.isEmpty { titles.append(title) }
            case "suites": try suites(&json, titles: titles)
            case "specs":
                try json.forEachValue(of: "specs") { spec throws(ScanError) in
                    for test in spec["tests"]?.array ?? [] { add(test, of: spec, titles) }
                }
            default: try json.skipValue()
            }
        }
    }

    private mutating func add(_ test: JSON, of spec: JSON, _ titles: [String]) {
        let outcome = test["status"]?.string
        let last = test["results"]?.array?.last
        if outcome == "unexpected" { unexpected += 1 }
        let error = last?["error"] ?? last?["errors"]?[0]
        var status = tests.status(outcome, in: Self.outcomes)
        // What was stopped in the middle has not passed, and has not been skipped by anybody's wish.
        if status == .skipped, last?["status"]?.string == "interrupted" { status = .error }
        tests.add(
            TestCase(
                suite: titles.first,
                className: titles.isEmpty ? nil : titles.joined(separator: " › "),
                name: spec.text("title") ?? "",
                file: spec.text("file").map { SourcePath.normalised($0) },
                line: spec["line"]?.int,
                status: status,
                flaky: outcome == "flaky",
                attempt: test["results"]?.array.flatMap { $0.count > 1 ? $0.count : nil },
                seconds: last?.milliseconds("duration"),
                message: TestMessage.joined(error?["message"]?.string, error?["stack"]?.string),
                properties: properties(of: test),
                output: status == .passed ? nil : Self.output(last),
                attachments: status == .passed ? [] : Self.attachments(last)
            )
        )
    }

    private static func output(_ result: JSON?) -> String? {
        let parts = ["stdout", "stderr"].flatMap { result?[$0]?.array ?? [] }.compactMap { $0["text"]?.string }
        return parts.isEmpty ? nil : TestOutput.clean(parts.joined())
    }

    private static func attachments(_ result: JSON?) -> [String] {
        let paths = (result?["attachments"]?.array ?? []).compactMap { TestOutput.path($0["path"]?.string) }
        return Array(paths.prefix(TestOutput.attachmentLimit))
    }

    /// A report that was merged of shards has no `stats`.
    mutating func report(stats: JSON?, into report: inout Report) {
        let tally = tests.tally
        let declared = ["expected", "skipped", "unexpected", "flaky"].compactMap { stats?[$0]?.int }
        if declared.count == 4 {
            let total = declared.reduce(0) { $0.addingReportingOverflow($1).partialValue }
            tests.check("tests", declared: total, tally.total, tally.total - tally.errors)
            tests.declareFailed(declared[2], listed: unexpected)
            tests.check("flaky tests", declared: declared[3], tally.flaky)
        }
        tests.finish(into: &report)
    }
}

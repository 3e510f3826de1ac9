package import Core
package import Scanning

/// The JSON report of Cucumber and its kin; each scenario, and each row of an outline, is a case.
package enum CucumberJSONImporter: Importer {
    package static let format = FormatDescription(id: "cucumber-json", title: "Cucumber JSON", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.elementKeys.contains("elements") && head.elementKeys.contains("uri")
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        try json.forEachValue(of: "the report") { feature throws(ScanError) in add(feature, to: &tests) }
        try json.finish()
        tests.finish(into: &report)
    }

    /// The steps of a background belong to the scenario behind it.
    private static func add(_ feature: JSON, to tests: inout TestCollector) {
        var background: [JSON] = []
        for element in feature["elements"]?.array ?? [] {
            let steps = element["steps"]?.array ?? []
            if element["type"]?.string == "background" {
                background = steps
                continue
            }
            add(element, steps: background + steps, of: feature, to: &tests)
            background = []
        }
    }

    private static func add(_ scenario: JSON, steps: [JSON], of feature: JSON, to tests: inout TestCollector) {
        var worst = CucumberWorst()
        // A scenario without a step has run nothing, whatever its hooks did; so has a step without a result.
        if steps.isEmpty { worst.add(.skipped, nil, "the scenario has no step") }
        for step in steps where step["result"] == nil { worst.add(.skipped, nil, step.text("name")) }
        for step in hooks(scenario, "before") + steps + hooks(scenario, "after") {
            for part in hooks(step, "before") + [step] + hooks(step, "after") {
                guard let result = part["result"] else { continue }
                let seconds = result["duration"]?.double.map { $0 / 1_000_000_000 }
                let message = result["error_message"]?.string ?? part.text("name")
                worst.add(tests.status(result["status"]?.string, in: CucumberWorst.words), seconds, message)
            }
        }
        tests.add(
            TestCase(
                suite: feature.text("name"),
                className: feature.text("name"),
                name: scenario.text("name") ?? scenario.text("id") ?? "",
                file: feature.text("uri").map { SourcePath.ofURI($0) },
                line: scenario["line"]?.int,
                status: worst.status,
                seconds: worst.seconds,
                message: worst.message
            )
        )
    }

    private static func hooks(_ part: JSON, _ key: String) -> [JSON] { part[key]?.array ?? [] }
}

/// The worst of the steps of a scenario.
struct CucumberWorst {
    /// A step that is undefined, ambiguous or pending fails its run: Cucumber is strict.
    static let words: [String: TestCase.Status] = [
        "passed": .passed, "failed": .failed, "skipped": .skipped, "undefined": .error, "ambiguous": .error,
        "pending": .error,
    ]

    private(set) var status = TestCase.Status.passed
    private(set) var seconds: Double?
    private(set) var message: String?

    mutating func add(_ other: TestCase.Status, _ time: Double?, _ text: String?) {
        if let time, time >= 0 { seconds = (seconds ?? 0) + time }
        guard Self.rank(other) > Self.rank(status) else { return }
        status = other
        message = TestMessage.joined(text)
    }

    /// A failure says more than a step that could not be run.
    private static func rank(_ status: TestCase.Status) -> Int {
        switch status {
        case .passed: 0
        case .skipped: 1
        case .error: 2
        case .failed: 3
        }
    }
}

import Core
import Scanning

/// Gathers the cases of one report: tallies all, keeps those that somebody will ask about, says what does not add up.
struct TestCollector {
    private let keep: ReadOptions.Keep
    private let identities: Bool
    private(set) var results = TestResults()
    private var kept = 0
    private var keptSkipped = 0
    private var undetailed = 0
    private var outside = 0
    private var declaredTests = 0
    private var unknown: [String: Int] = [:]
    private var warnings: [String] = []

    private let document: Bytes
    private let importer: any Importer.Type

    init(_ options: ReadOptions, _ document: Bytes, _ importer: any Importer.Type) {
        keep = options.keep
        identities = options.identities
        self.document = document
        self.importer = importer
    }

    var tally: TestTally { results.tally }
    var bad: Int { tally.failed + tally.errors }

    mutating func add(_ test: TestCase) {
        results.tally.count(test.status, flaky: test.flaky, seconds: test.seconds ?? 0)
        guard keep == .all || test.status != .passed || test.flaky || !test.properties.isEmpty else {
            if identities { results.passed.append(test.identity) }
            return
        }
        // Cases with properties are evidence for cells: none of them may be left out.
        if keep == .failures, test.properties.isEmpty {
            if test.status == .skipped { keptSkipped += 1 } else { kept += 1 }
            guard (test.status == .skipped ? keptSkipped : kept) <= JUnitReader.detailLimit else {
                undetailed += 1
                return
            }
        }
        results.cases.append(test)
    }

    /// A problem outside of any case (a fixture, a crash) counts as one case: leaving it out would hide it.
    mutating func problem(_ name: String, suite: String? = nil, message: String? = nil) {
        outside += 1
        add(TestCase(suite: suite, name: name, status: .error, message: message))
    }

    /// The run says of itself that it failed: where no case did, something else must have.
    mutating func runFailed(_ message: String) {
        if bad == 0 { problem("the run", message: message) }
    }

    /// What a word of the format means; a word that it does not know is an error, never a pass.
    mutating func status(_ word: String?, in words: [String: TestCase.Status]) -> TestCase.Status {
        if let word, let status = words[word] { return status }
        let shown = word.map { "'\(JSONText.clean($0, limit: 40))'" } ?? "none"
        if unknown.count < 10 || unknown[shown] != nil { unknown[shown, default: 0] += 1 }
        return .error
    }

    /// Compares a declared total with what was counted, in any of the ways in which producers count.
    mutating func check(_ what: String, declared: Int?, _ counted: Int...) {
        guard let declared else { return }
        if what == "tests" { declaredTests = max(declaredTests, declared) }
        guard !counted.contains(declared), let listed = counted.first else { return }
        warn("the report declares \(declared) \(what) and lists \(listed); what is listed counts")
    }

    mutating func warn(_ text: String) { warnings.append(text) }

    /// Replaces the kept cases, once more is known of them.
    mutating func amend(_ change: (inout TestCase) -> Void) {
        for index in results.cases.indices { change(&results.cases[index]) }
    }

    func finish(into report: inout Report) {
        report.tests = results
        for word in unknown.sorted(by: { $0.key < $1.key }) {
            report.warn("\(word.value) cases with the unknown result \(word.key) count as errors")
        }
        if tally.total == 0 {
            // Where the format was named by hand, nothing has looked yet whether it is that format.
            guard importer.recognises(DocumentHead(document)) else {
                return report.fail("the document is no \(importer.format.title)")
            }
            guard declaredTests > 0 else { return report.warn("no test case") }
            return report.fail("declares \(declaredTests) tests and lists none: nothing shows how they ended")
        }
        for warning in warnings { report.warn(warning) }
        if outside > 0 { report.warn("\(outside) errors reported outside of a test case count as one case each") }
        if undetailed > 0 {
            report.note("\(undetailed) further cases that did not pass are counted, but kept without details")
        }
    }
}

/// The message of a case out of several texts, none of them said twice; clean and bounded.
enum TestMessage {
    static let limit = 2_048

    static func joined(_ parts: String?...) -> String? {
        var message = ""
        for part in parts {
            guard var part, !part.isEmpty else { continue }
            part = part.withUTF8 { Text.lossy(Bytes($0), limit: limit) }
            part = part.withUTF8 { Bytes($0).trimmed().string }
            if part.isEmpty || message.hasPrefix(part) { continue }
            message = message.isEmpty || part.hasPrefix(message) ? part : "\(message)\n\(part)"
        }
        return message.isEmpty ? nil : JSONText.clean(message, limit: limit)
    }
}

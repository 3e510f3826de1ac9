import Core
import Scanning

/// Gathers the cases of one report: tallies all, keeps those that somebody will ask about, says what does not add up.
struct TestCollector {
    /// Cases kept with their details, skipped ones apart; more are only counted.
    static let detailLimit = 10_000

    let keep: ReadOptions.Keep
    /// Whether the identities of passed tests are kept that are not kept themselves.
    let identities: Bool
    /// Takes every case, whatever is kept.
    let sink: TestSink?
    var results = TestResults()
    /// Problems reported outside of any case.
    var outside = 0
    var declaredTests = 0
    private var kept = 0
    private var keptSkipped = 0
    private var undetailed = 0
    private var unknown: [String: Int] = [:]
    private var warnings: [String] = []
    private var notes: [String] = []
    /// What is declared as failed and missing from the list: the figure of which most is missing.
    private var missing: (declared: Int, listed: Int, of: String)?
    private var failedRun: String?

    private let document: Bytes
    private let importer: any Importer.Type

    init(_ options: ReadOptions, _ document: Bytes, _ importer: any Importer.Type) {
        keep = options.keep
        identities = options.identities && options.keep == .failures
        sink = options.sink
        self.document = document
        self.importer = importer
    }

    var tally: TestTally { results.tally }
    var bad: Int { tally.failed + tally.errors }

    mutating func add(_ test: TestCase) {
        sink?(test)
        results.tally.count(test.status, flaky: test.flaky, seconds: test.seconds ?? 0)
        if isKept(test.status, flaky: test.flaky, hasProperties: !test.properties.isEmpty) {
            retain(test)
        } else if identities {
            results.passed.append(test.identity)
        }
    }

    /// Whether somebody will ask about such a case.
    func isKept(_ status: TestCase.Status, flaky: Bool, hasProperties: Bool) -> Bool {
        keep == .all || status != .passed || flaky || hasProperties
    }

    /// Keeps a case that has been counted, as long as there is room for it.
    mutating func retain(_ test: TestCase) {
        // Cases with properties are evidence for cells: none of them may be left out.
        if keep == .failures, test.properties.isEmpty {
            if test.status == .skipped { keptSkipped += 1 } else { kept += 1 }
            guard (test.status == .skipped ? keptSkipped : kept) <= Self.detailLimit else {
                undetailed += 1
                return
            }
        }
        results.cases.append(test)
    }

    /// A problem outside of any case (a fixture, a crash) counts as one case: leaving it out would hide it.
    mutating func problem(
        _ name: String,
        suite: String? = nil,
        _ status: TestCase.Status = .error,
        message: String? = nil,
        properties: [String: String] = [:]
    ) {
        outside += 1
        add(TestCase(suite: suite, name: name, status: status, message: message, properties: properties))
    }

    /// The run says of itself that it failed, as the words say: where no case did, something else must have.
    mutating func runFailed(_ words: String) { failedRun = failedRun ?? words }

    /// What is declared to have failed, in one sum as formats draw the line between failures and errors differently.
    ///
    /// `listed` holds each way in which producers count what is listed; where all of them give less, something is missing.
    mutating func declareFailed(
        _ failures: Int?,
        errors: Int? = nil,
        listed: Int...,
        of what: String = "the report"
    ) {
        guard failures != nil || errors != nil else { return }
        let most = 1_000_000_000
        let declared = min(max(0, failures ?? 0), most) + min(max(0, errors ?? 0), most)
        let found = listed.max() ?? bad
        if declared < found, !listed.contains(declared) {
            warn("the report declares \(declared) failed tests and lists \(found); what is listed counts")
        }
        guard declared > found, declared - found > missing.map({ $0.declared - $0.listed }) ?? 0 else { return }
        missing = (declared, found, what)
    }

    /// What a word of the format means, in any case of its letters; one that it does not know is an error, never a pass.
    mutating func status(_ word: String?, in words: [String: TestCase.Status]) -> TestCase.Status {
        if let word {
            if let status = words[word] { return status }
            let lowered = word.lowercased()
            if let status = words.first(where: { $0.key.lowercased() == lowered })?.value { return status }
        }
        noteUnknown(word)
        return .error
    }

    /// A result that the format does not know; its case counts as an error.
    mutating func noteUnknown(_ word: String?) {
        let shown = word.map { "'\(Text.clean($0, limit: 40))'" } ?? "none"
        if unknown.count < 10 || unknown[shown] != nil { unknown[shown, default: 0] += 1 }
    }

    /// Compares a declared total with what was counted, in any of the ways in which producers count.
    mutating func check(_ what: String, declared: Int?, _ counted: Int...) {
        guard let declared else { return }
        if what == "tests" { declaredTests = max(declaredTests, declared) }
        guard !counted.contains(declared), let listed = counted.first else { return }
        warn("the report declares \(declared) \(what) and lists \(listed); what is listed counts")
    }

    mutating func warn(_ text: String) { warnings.append(text) }

    mutating func note(_ text: String) { notes.append(text) }

    func finish(into report: inout Report) {
        report.tests = results
        if let missing { report.declare(failures: missing.declared, listed: missing.listed, of: missing.of) }
        if let failedRun { report.declareFailedRun(failedRun) }
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
        for note in notes { report.note(note) }
        if undetailed > 0 {
            report.note("\(undetailed) further cases that did not pass are counted, but kept without details")
        }
    }
}

import Core
import Scanning

/// One pass over a JUnit document: tallies all cases, keeps those that somebody will ask about.
struct JUnitReader: ~Copyable {
    var xml: XMLScanner
    var tests: TestCollector
    var suites: [JUnitSuite] = []
    /// The depth at which children of the innermost suite lie.
    var childDepth = 0
    var remarks = JUnitRemarks()
    /// Elements of failures, errors and failed tries so far: some producers count these in place of cases.
    var elements = 0
    /// The name of the suite and the class that a case was kept with last.
    var lastSuite: (range: ByteRange, text: String)?
    var lastClass: (range: ByteRange, text: String)?

    init(_ xml: consuming XMLScanner, _ tests: TestCollector) {
        self.xml = xml
        self.tests = tests
    }

    mutating func readDocument() throws(ScanError) {
        while true {
            switch try xml.nextTag() {
            case .start(let name, let selfClosing):
                // The eight bytes of "testcase" as one word: the test that runs most often.
                if childDepth > 0, name.count == 8, Self.word(xml.document, at: name.start) == Self.testcase {
                    try readCase(selfClosing: selfClosing)
                } else {
                    try start(name)
                }
            case .end:
                if xml.depth + 1 < childDepth { closeSuite() }
            case .text: break
            case .eof: return
            }
        }
    }

    @inline(__always)
    private static func word(_ bytes: Bytes, at offset: Int) -> UInt64 {
        offset + 8 <= bytes.count
            ? UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) : 0
    }

    private static var testcase: UInt64 { 0x6573_6163_7473_6574 }

    private mutating func start(_ name: ByteRange) throws(ScanError) {
        let local = xml.localName(name)
        if suites.isEmpty {
            guard local.equals("testsuites") || local.equals("testsuite") else {
                let shown = Text.lossy(local, limit: 60)
                throw xml.error(
                    "root element '\(shown)' is not one of JUnit XML (testsuites, testsuite)",
                    at: name.start
                )
            }
        }
        switch local {
        case "testsuite", "testsuites": openSuite(isRoot: suites.isEmpty)
        case "testcase": try readCase(selfClosing: false)
        case "properties" where xml.depth == childDepth: try readSuiteProperties()
        case "error" where xml.depth == childDepth: try readSuiteProblem(.error)
        case "failure" where xml.depth == childDepth: try readSuiteProblem(.failed)
        case "system-out", "system-err": try xml.skipElement()
        case "properties", "property": break
        default: noteForeign(Text.lossy(local, limit: 60))
        }
    }

    /// An element that sounds like a test, and is none of JUnit XML.
    private mutating func noteForeign(_ name: String) {
        guard remarks.foreign == nil else { return }
        let lowered = name.lowercased()
        let words = ["test", "case", "suite", "spec", "scenario", "result", "method"]
        if words.contains(where: { lowered.contains($0) }) { remarks.foreign = name }
    }

    private mutating func openSuite(isRoot: Bool) {
        let declared = JUnitSuite.Declared(
            tests: xml.integer("tests"),
            failures: xml.integer("failures"),
            errors: xml.integer("errors"),
            skipped: xml.integer("skipped") ?? xml.integer("skip") ?? xml.integer("skips") ?? xml.integer("ignored")
        )
        if !suites.isEmpty {
            suites[suites.count - 1].inner += 1
            if declared.bad > 0 { suites[suites.count - 1].badInner += 1 }
            if declared.skipped ?? 0 > 0 { suites[suites.count - 1].skippedInner += 1 }
        }
        suites.append(
            JUnitSuite(
                depth: xml.depth,
                name: xml.attribute("name"),
                declared: declared,
                before: JUnitSuite.Counts(tests.tally, elements),
                labels: suites.last?.labels ?? [:],
                state: badState
            )
        )
        childDepth = xml.depth + 1
    }

    /// The word in which the element says that it failed; nil where it says nothing, or another thing.
    private var badState: String? {
        for attribute in [xml.attribute("status"), xml.attribute("result"), xml.attribute("outcome")] {
            guard let attribute else { continue }
            let word = xml.string(ofAttribute: attribute, limit: 40)
            let status = JUnitWords.results[word.lowercased()]
            if status == .failed || status == .error { return word }
        }
        return nil
    }

    private mutating func closeSuite() {
        guard let suite = suites.popLast() else { return }
        childDepth = suites.last.map { $0.depth + 1 } ?? 0
        let name = suite.name.map { text($0, limit: 120) }
        var all = JUnitSuite.Counts(tests.tally, elements) - suite.before
        if let state = suite.state, all.failed + all.errors == 0 {
            elements += 1
            let message = "the suite says '\(state)', and none of its cases does"
            tests.problem(name ?? "suite", suite: name, message: message)
            all = JUnitSuite.Counts(tests.tally, elements) - suite.before
        }
        let own = all - suite.nested
        if !suites.isEmpty { suites[suites.count - 1].nested = suites[suites.count - 1].nested + all }
        tests.declaredTests = max(tests.declaredTests, suite.declared.tests ?? 0)
        let missing = suite.missing(all: all, own: own)
        if let missing {
            let place = suites.isEmpty ? "the report" : "suite '\(name ?? "")'"
            tests.declareFailed(missing.declared, listed: missing.listed, of: place)
        }
        for mismatch in suite.mismatches(all: all, own: own)
        where missing == nil || !["failures", "errors"].contains(mismatch.what) {
            remarks.note(mismatch, of: name, isRoot: suites.isEmpty)
        }
    }

    private mutating func readSuiteProperties() throws(ScanError) {
        let properties = try readProperties()
        let browser = properties["browser"] != nil || suites.last?.labels["browser"] != nil
        for (key, value) in properties where JUnitSuite.inherited.contains(key) || (key == "version" && browser) {
            suites[suites.count - 1].labels[key] = value
        }
    }

    /// A problem outside of any case (a fixture, a crash) counts as one case: leaving it out would hide it.
    private mutating func readSuiteProblem(_ status: TestCase.Status) throws(ScanError) {
        var outcome = JUnitOutcome()
        try readProblem(status, into: &outcome)
        let name = suites.last?.name.map { text($0, limit: 1_024) } ?? "suite"
        let labels = suites.last?.labels ?? [:]
        elements += 1
        tests.problem(name, suite: name, status, message: outcome.message, properties: labels)
    }

    /// Hands over what has been read; a document with elements of a dialect that is not known is no empty one.
    consuming func report(into report: inout Report) {
        if tests.tally.total == 0, let foreign = remarks.foreign {
            return report.fail(
                "holds '\(foreign)' elements and no test case: it is no JUnit XML"
            )
        }
        remarks.add(to: &tests)
        tests.finish(into: &report)
    }

    /// After the start of `properties`: its names and values, the first 64, cut at 1 KiB.
    mutating func readProperties() throws(ScanError) -> [String: String] {
        let level = xml.depth
        var properties: [String: String] = [:]
        while true {
            switch try xml.next() {
            case .start(let name, _) where xml.localName(name).equals("property"):
                let key = xml.attribute("name").map { text($0, limit: 256) } ?? ""
                let value: String
                if let attribute = xml.attribute("value") {
                    value = text(attribute, limit: 1_024)
                    try xml.skipElement()
                } else {
                    value = Self.clean(try xml.readText(limit: 1_024))
                }
                if !key.isEmpty, properties.count < 64 || properties[key] != nil { properties[key] = value }
            case .end where xml.depth < level: return properties
            case .eof: return properties
            default: break
            }
        }
    }

    /// An attribute's value as text that is safe to show.
    func text(_ attribute: ByteRange, limit: Int) -> String {
        let bytes = xml.bytes(attribute)
        // Nearly every text is short and plain: there is nothing to decode and nothing to clean.
        if bytes.count <= limit, bytes.isPlain, bytes.firstIndex(of: UInt8(ascii: "&"), from: 0) == nil {
            return bytes.string
        }
        return Self.clean(xml.string(ofAttribute: attribute, limit: limit))
    }

    static func clean(_ text: String, limit: Int = 4_096) -> String {
        var text = text
        return text.withUTF8 { Text.lossy(Bytes($0), limit: limit) }
    }
}

import Core
import Scanning

extension JUnitReader {
    /// After the start of a `testcase`.
    mutating func readCase(selfClosing: Bool) throws(ScanError) {
        if selfClosing, isTallyEnough, suites[suites.count - 1].labels.isEmpty, let time = plainTime() {
            xml.closeEmptyElement()
            tests.results.tally.passed += 1
            if !time.isEmpty, let seconds = self.time(time) { tests.results.tally.duration += seconds }
            return
        }
        let attributes = caseAttributes()
        var outcome = JUnitOutcome()
        apply(attributes, to: &outcome)
        if selfClosing {
            _ = try xml.next()
        } else {
            try readResults(into: &outcome)
        }
        let seconds = outcome.seconds ?? attributes.time.flatMap { time($0) }
        if outcome.isFlaky, outcome.status != .passed { outcome.isFlaky = false }
        if outcome.hasReruns, outcome.status == .passed { remarks.onlyReruns += 1 }
        elements += max(outcome.problems, outcome.isBad ? 1 : 0) + outcome.tries
        if !suites[suites.count - 1].labels.isEmpty {
            outcome.properties.merge(suites[suites.count - 1].labels) { own, _ in own }
        }
        finish(outcome, attributes, seconds)
    }

    /// Nobody asks for more than the number of cases that passed.
    private var isTallyEnough: Bool { tests.keep == .failures && !tests.identities && tests.sink == nil }

    /// Counts the case, and builds it where it is kept or somebody takes it.
    private mutating func finish(_ outcome: JUnitOutcome, _ attributes: JUnitAttributes, _ seconds: Double?) {
        let hasProperties = !outcome.properties.isEmpty
        let isKept = tests.isKept(outcome.status, flaky: outcome.isFlaky, hasProperties: hasProperties)
        if outcome.hasWarning { remarks.warn(attributes.name.map { text($0, limit: 120) }) }
        tests.results.tally.count(outcome.status, flaky: outcome.isFlaky, seconds: seconds ?? 0)
        guard isKept || tests.sink != nil else {
            if tests.identities { tests.results.passed.append(identity(attributes)) }
            return
        }
        let test = testCase(outcome, attributes, seconds)
        tests.sink?(test)
        if isKept {
            tests.retain(test)
        } else if tests.identities {
            tests.results.passed.append(identity(attributes))
        }
    }

    private mutating func testCase(
        _ outcome: JUnitOutcome,
        _ attributes: JUnitAttributes,
        _ seconds: Double?
    ) -> TestCase {
        TestCase(
            suite: suites.last?.name.map { Self.repeated($0, &lastSuite, xml) },
            className: attributes.className.map { Self.repeated($0, &lastClass, xml) },
            name: attributes.name.map { text($0, limit: 1_024) } ?? "",
            file: attributes.file.map { text($0, limit: 1_024) },
            line: attributes.line.flatMap { xml.bytes($0).trimmed().parseInt() },
            status: outcome.status,
            flaky: outcome.isFlaky,
            attempt: outcome.tries > 0 ? outcome.tries + 1 : nil,
            seconds: seconds,
            message: outcome.message ?? (outcome.isFlaky ? outcome.tryMessage : nil),
            properties: outcome.properties,
            output: outcome.output,
            attachments: outcome.attachments
        )
    }

    private mutating func readResults(into outcome: inout JUnitOutcome) throws(ScanError) {
        let level = xml.depth
        while true {
            switch try xml.nextTag() {
            case .text: break
            case .end: if xml.depth < level { return }
            case .eof: return
            case .start(let name, _):
                switch xml.localName(name) {
                // First, as it is by far the most frequent.
                case "system-out", "system-err": try readOutput(into: &outcome)
                case "failure": try readProblem(.failed, into: &outcome)
                case "error": try readProblem(.error, into: &outcome)
                case "skipped": try readProblem(.skipped, into: &outcome)
                case "flakyFailure", "flakyError":
                    outcome.isFlaky = true
                    outcome.tries += 1
                    try readTry(into: &outcome)
                case "rerunFailure", "rerunError":
                    outcome.hasReruns = true
                    outcome.tries += 1
                    try xml.skipElement()
                case "properties": outcome.properties.merge(try readProperties()) { _, new in new }
                case "time", "duration":
                    var text = try xml.readText(limit: 64)
                    outcome.seconds = text.withUTF8 { JUnitTime.seconds(Bytes($0)) }
                case "testcase":
                    throw xml.error("a test case inside a test case", at: name.start - 1)
                default: try readOther(name, into: &outcome)
                }
            }
        }
    }

    /// What the first failed try before a pass said.
    private mutating func readTry(into outcome: inout JUnitOutcome) throws(ScanError) {
        guard outcome.tryMessage == nil, readsMessages else { return try xml.skipElement() }
        let summary = xml.attribute("message").map { text($0, limit: TestMessage.limit) }
        outcome.tryMessage = TestMessage.joined(summary, try xml.readText(limit: TestMessage.limit))
    }

    /// An element that only some dialects have.
    private mutating func readOther(_ name: ByteRange, into outcome: inout JUnitOutcome) throws(ScanError) {
        let local = Text.lossy(xml.localName(name), limit: 40).lowercased()
        if let status = JUnitWords.elements[local] { return try readProblem(status, into: &outcome) }
        // PHPUnit's own: the test passed, and something about it did not.
        if local == "warning" { outcome.hasWarning = true }
        try xml.skipElement()
    }

    /// What a case wrote is its message where its result element says nothing: CTest puts it there.
    private mutating func readOutput(into outcome: inout JUnitOutcome) throws(ScanError) {
        guard outcome.isBad, readsMessages else { return try xml.skipElement() }
        let text = try xml.readText(limit: 1 << 18)
        keep(text, in: &outcome)
        guard !outcome.hasText, let output = TestMessage.ofOutput(text) else { return }
        outcome.hasText = true
        outcome.message = TestMessage.isBare(outcome.message) ? output : TestMessage.joined(outcome.message, output)
    }

    /// As long as the report has room for it.
    private mutating func keep(_ text: String, in outcome: inout JUnitOutcome) {
        let room = TestOutput.attachmentLimit - outcome.attachments.count
        outcome.attachments += TestOutput.attachments(in: text).prefix(room)
        guard remarks.output < TestOutput.reportLimit, let output = TestOutput.clean(text) else { return }
        remarks.output += output.utf8.count
        outcome.output = outcome.output.map { "\($0)\n\(output)" } ?? output
    }

    private var readsMessages: Bool {
        remarks.messages < TestCollector.detailLimit * 2 || tests.keep == .all || tests.sink != nil
    }

    /// After the start of a result element: its message and the first lines of its text, if they will be kept.
    mutating func readProblem(_ status: TestCase.Status, into outcome: inout JUnitOutcome) throws(ScanError) {
        if status != .skipped { outcome.problems += 1 }
        guard outcome.worsen(to: status), readsMessages else { return try xml.skipElement() }
        remarks.messages += 1
        let summary = xml.attribute("message").map { text($0, limit: TestMessage.limit) }
        let body = try xml.readText(limit: TestMessage.limit)
        outcome.hasText = body.utf8.contains { $0 > 0x20 }
        outcome.message = TestMessage.joined(summary, body)
    }

    private mutating func time(_ range: ByteRange) -> Double? {
        let bytes = xml.bytes(range)
        if let seconds = JUnitTime.seconds(bytes) { return seconds }
        if !bytes.isEmpty { remarks.oddTimes += 1 }
        return nil
    }

    /// As `TestCase.identity` of the case, without building it.
    private func identity(_ attributes: JUnitAttributes) -> UInt64 {
        var identity = TestIdentity()
        for range in [suites.last?.name, attributes.className, attributes.name, attributes.file] {
            guard let range else {
                identity.add(nil)
                continue
            }
            let bytes = xml.bytes(range)
            if bytes.count <= 1_024, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "&") }) {
                identity.add(bytes)
            } else {
                identity.add(text(range, limit: 1_024))
            }
        }
        return identity.value
    }

    /// The text of an attribute that is most often the same as in the case before: then nothing is decoded or allocated.
    private static func repeated(
        _ range: ByteRange,
        _ last: inout (range: ByteRange, text: String)?,
        _ xml: borrowing XMLScanner
    ) -> String {
        if let last, xml.bytes(last.range).equals(xml.bytes(range)) { return last.text }
        let text = clean(xml.string(ofAttribute: range, limit: 1_024), limit: 1_024)
        last = (range, text)
        return text
    }
}

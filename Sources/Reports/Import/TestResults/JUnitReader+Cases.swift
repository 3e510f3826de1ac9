import Core
import Scanning

extension JUnitReader {
    /// After the start of a `testcase`.
    mutating func readCase(selfClosing: Bool) throws(ScanError) {
        if selfClosing, keep == .failures, !identities, suites[suites.count - 1].labels.isEmpty, let time = plainTime()
        {
            xml.closeEmptyElement()
            results.tally.passed += 1
            if !time.isEmpty, let seconds = self.time(time) { results.tally.duration += seconds }
            return
        }
        let attributes = caseAttributes()
        var outcome = JUnitOutcome()
        if let word = attributes.status { apply(word, to: &outcome) }
        if let word = attributes.result { apply(word, to: &outcome) }
        if selfClosing {
            _ = try xml.next()
        } else {
            try readResults(into: &outcome)
        }
        let seconds = outcome.seconds ?? attributes.time.flatMap { time($0) }
        if outcome.isFlaky, outcome.status != .passed { outcome.isFlaky = false }
        if outcome.hasReruns, outcome.status == .passed { remarks.onlyReruns += 1 }
        results.tally.count(outcome.status, flaky: outcome.isFlaky, seconds: seconds ?? 0)
        if !suites[suites.count - 1].labels.isEmpty {
            outcome.properties.merge(suites[suites.count - 1].labels) { own, _ in own }
        }
        guard keep == .all || outcome.status != .passed || outcome.isFlaky || !outcome.properties.isEmpty else {
            if identities { results.passed.append(identity(attributes)) }
            return
        }
        retain(outcome, attributes, seconds)
    }

    /// Where the time of a case lies that can only have passed, empty for no time; nil where more must be looked at.
    private func plainTime() -> ByteRange? {
        let document = xml.document
        var time = ByteRange(0, 0)
        for attribute in xml.attributes {
            let start = attribute.name.start
            switch attribute.name.count {
            case 4 where start + 4 <= document.count:
                let word = UInt32(littleEndian: document.loadUnaligned(fromByteOffset: start, as: UInt32.self))
                if word == Self.time { time = attribute.value }
            case 6, 8: return nil
            default: break
            }
        }
        return time
    }

    /// Compares names as words of four bytes: this runs for every attribute of every case.
    private func caseAttributes() -> JUnitAttributes {
        var found = JUnitAttributes()
        let document = xml.document
        for attribute in xml.attributes {
            let start = attribute.name.start
            guard attribute.name.count >= 4, start + 4 <= document.count else { continue }
            let word = UInt32(littleEndian: document.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            switch (attribute.name.count, word) {
            case (4, Self.name): found.name = attribute.value
            case (4, Self.time): found.time = attribute.value
            case (4, Self.file): found.file = attribute.value
            case (4, Self.line): found.line = attribute.value
            case (9, Self.clas): found.className = attribute.value
            case (5...8, _): rareAttribute(attribute, in: &found)
            default: break
            }
        }
        return found
    }

    private func rareAttribute(_ attribute: XMLScanner.Attribute, in found: inout JUnitAttributes) {
        switch xml.bytes(attribute.name) {
        case "class": found.className = found.className ?? attribute.value
        case "status": found.status = attribute.value
        case "result": found.result = attribute.value
        case "lineno": found.line = attribute.value
        case "duration": found.time = found.time ?? attribute.value
        default: break
        }
    }

    // The first four letters as a little-endian word; written out, as a lazy constant costs a check at every use.
    private static var name: UInt32 { 0x656D_616E }
    private static var time: UInt32 { 0x656D_6974 }
    private static var file: UInt32 { 0x656C_6966 }
    private static var line: UInt32 { 0x656E_696C }
    private static var clas: UInt32 { 0x7361_6C63 }

    /// Dialects that say in an attribute how a case ended: without a result element they would look passed.
    private func apply(_ word: ByteRange, to outcome: inout JUnitOutcome) {
        switch xml.bytes(word) {
        case "run", "passed", "completed", "success", "ok": return
        default: break
        }
        switch xml.string(ofAttribute: word, limit: 40).lowercased() {
        case "failed", "fail", "failure": _ = outcome.worsen(to: .failed)
        case "error", "errored", "broken", "crashed", "timeout", "timedout": _ = outcome.worsen(to: .error)
        case "skipped", "skip", "ignored", "disabled", "pending", "notrun", "not_run", "suppressed", "todo":
            _ = outcome.worsen(to: .skipped)
        default: break
        }
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
                case "system-out", "system-err": try xml.skipElement()
                case "failure": try readProblem(.failed, into: &outcome)
                case "error": try readProblem(.error, into: &outcome)
                case "skipped", "skip", "ignored", "disabled": try readProblem(.skipped, into: &outcome)
                case "flakyFailure", "flakyError":
                    outcome.isFlaky = true
                    try xml.skipElement()
                case "rerunFailure", "rerunError":
                    outcome.hasReruns = true
                    try xml.skipElement()
                case "properties": outcome.properties.merge(try readProperties()) { _, new in new }
                case "time", "duration":
                    var text = try xml.readText(limit: 64)
                    outcome.seconds = text.withUTF8 { JUnitTime.seconds(Bytes($0)) }
                case "testcase":
                    throw xml.error("a test case inside a test case", at: name.start - 1)
                default: try xml.skipElement()
                }
            }
        }
    }

    /// After the start of a result element: its message and the first lines of its text, if they will be kept.
    mutating func readProblem(_ status: TestCase.Status, into outcome: inout JUnitOutcome) throws(ScanError) {
        let isWorse = outcome.worsen(to: status)
        guard isWorse, remarks.messages < Self.detailLimit * 2 || keep == .all else { return try xml.skipElement() }
        remarks.messages += 1
        let limit = 2_048
        let summary = Self.trimmed(xml.attribute("message").map { text($0, limit: limit) } ?? "")
        let body = Self.trimmed(Self.clean(try xml.readText(limit: limit), limit: limit))
        var message = summary
        if !body.isEmpty, !summary.hasPrefix(body) {
            message = summary.isEmpty || body.hasPrefix(summary) ? body : "\(summary)\n\(body)"
        }
        outcome.message = message.isEmpty ? nil : Self.clean(message, limit: limit)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        return text.withUTF8 { Bytes($0).trimmed().string }
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

    private mutating func retain(_ outcome: JUnitOutcome, _ attributes: JUnitAttributes, _ seconds: Double?) {
        // Cases with properties are evidence for cells: none of them may be left out.
        if keep == .failures, outcome.properties.isEmpty {
            guard remarks.room(for: outcome.status) else { return }
        }
        let suite = suites.last?.name.map { Self.repeated($0, &lastSuite, xml) }
        let className = attributes.className.map { Self.repeated($0, &lastClass, xml) }
        if keep == .all { results.cases.reserveLikely(since: 0, done: xml.offset, of: xml.document.count) }
        results.cases.append(
            TestCase(
                suite: suite,
                className: className,
                name: attributes.name.map { text($0, limit: 1_024) } ?? "",
                file: attributes.file.map { text($0, limit: 1_024) },
                line: attributes.line.flatMap { xml.bytes($0).trimmed().parseInt() },
                status: outcome.status,
                flaky: outcome.isFlaky,
                seconds: seconds,
                message: outcome.message,
                properties: outcome.properties
            )
        )
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

    consuming func report(into report: inout Report) {
        report.tests = results
        remarks.add(to: &report, total: results.tally.total)
    }
}

package import Core
package import Scanning

/// The Test Anything Protocol, versions 12 to 14; subtests are parts of the test that closes them.
package enum TAPImporter: Importer {
    package static let format = FormatDescription(id: "tap", title: "Test Anything Protocol", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        if line.hasPrefix("TAP version ") || line.hasPrefix("not ok ") || line.hasPrefix("Bail out!") { return true }
        if line.hasPrefix("1..") { return TAPPlan(line) != nil }
        return line.hasPrefix("ok ") && line.count > 3
            && (line[3] == UInt8(ascii: "-") || (0x30...0x39).contains(line[3]))
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var run = TAPRun(tests: TestCollector(options, bytes, Self.self))
        var lines = LineScanner(bytes)
        while let range = lines.nextRange() {
            let line = bytes.slice(range)
            run.isCut = range.end == bytes.count
            if line.hasPrefix("ok") {
                run.point(line, passed: true)
            } else if line.hasPrefix("not ok") {
                run.point(line, passed: false)
            } else if line.hasPrefix("1.."), let plan = TAPPlan(line) {
                guard run.plan == nil else { throw lines.error("a second plan", line: range) }
                run.plan = plan.count
                run.isPlanCut = run.isCut
            } else if line.hasPrefix("Bail out!") {
                run.bailOut(line.dropping(9).trimmed())
            } else {
                run.detail(line)
            }
        }
        run.report(into: &report)
    }
}

/// `1..12`, with a remark behind a `#`.
private struct TAPPlan {
    var count: Int

    init?(_ line: Bytes) {
        let end = line.firstIndex(of: UInt8(ascii: "#"), from: 3) ?? line.count
        guard let count = line.slice(ByteRange(3, end)).trimmed().parseInt(), count >= 0 else { return nil }
        self.count = count
    }
}

/// What has been read of a stream so far.
private struct TAPRun {
    var tests: TestCollector
    var plan: Int?
    var isCut = false
    var isPlanCut = false
    private var points = 0
    private var hasBailed = false
    /// The last test point, to which the indented lines behind it belong.
    private var pending: TestCase?

    init(tests: TestCollector) { self.tests = tests }

    mutating func point(_ line: Bytes, passed: Bool) {
        let rest = line.dropping(passed ? 2 : 6)
        // A word such as `okay` is no result.
        if let next = rest.first, (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) || next == 0x5F { return }
        flush()
        points += 1
        let (description, directive) = Self.split(rest)
        var test = TestCase(name: Self.name(description, number: points), status: passed ? .passed : .failed)
        // As Perl's TAP::Parser reads them: what is to be done may fail, what is skipped may not.
        if (directive.hasPrefix("skip") && passed) || (directive.hasPrefix("todo") && !passed) {
            test.status = .skipped
            test.message = Text.clean(directive, limit: TestMessage.limit)
        } else if directive.hasPrefix("time=") {
            test.seconds = Self.time(directive.dropFirst(5))
        }
        pending = test
    }

    mutating func bailOut(_ reason: Bytes) {
        flush()
        hasBailed = true
        tests.problem("Bail out!", message: TestMessage.joined(reason.string))
    }

    mutating func detail(_ line: Bytes) {
        guard pending != nil, line.first == 0x20 || line.first == UInt8(ascii: "#") else { return }
        let text = line.trimmed()
        if text.hasPrefix("duration_ms: "), let value = text.dropping(13).trimmed().parseDouble() {
            pending?.seconds = value / 1_000
        }
        guard pending?.status == .failed else { return }
        let message = pending?.message ?? ""
        if message.utf8.count < TestMessage.limit { pending?.message = message + line.string + "\n" }
    }

    private mutating func flush() {
        guard var test = pending else { return }
        test.message = TestMessage.joined(test.message)
        tests.add(test)
        pending = nil
    }

    mutating func report(into report: inout Report) {
        flush()
        guard let plan else {
            if !hasBailed { report.fail("no plan ('1..N'): nothing says that the tests ran to their end") }
            return tests.finish(into: &report)
        }
        if isPlanCut, plan != points {
            return report.fail("the last line is a plan that does not fit: it seems to be cut")
        }
        if points < plan {
            tests.problem(
                "tests \(points + 1) to \(plan) of the plan",
                message: "\(plan) tests are planned and \(points) reported: the run stopped, or the file is cut"
            )
            tests.warn("the plan has \(plan) tests and \(points) are listed; those that are missing count as one error")
        }
        if points > plan {
            let message = "\(plan) tests are planned and \(points) reported: the plan or the run is wrong"
            tests.problem("tests \(plan + 1) to \(points), beyond the plan", message: message)
        }
        if isCut, points > 0, !isPlanCut { tests.warn("the last line has no end: it may be cut") }
        tests.finish(into: &report)
    }

    /// Description and directive, the latter in lower case: behind the first `#` that no `\` escapes, and a whole word.
    private static func split(_ rest: Bytes) -> (Bytes, String) {
        var hash = 0
        while hash < rest.count, rest[hash] != UInt8(ascii: "#") {
            hash += rest[hash] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard hash < rest.count else { return (rest, "") }
        let directive = rest.dropping(hash + 1).trimmed()
        guard let first = directive.first, [0x73, 0x74].contains(first | 0x20) else { return (rest, "") }
        let text = directive.string
        let head = text.prefix(5).lowercased() + text.dropFirst(5)
        let isWord = directive.count == 4 || !isWordLetter(directive[min(4, directive.count - 1)])
        guard head.hasPrefix("time=") || (isWord && (head.hasPrefix("skip") || head.hasPrefix("todo"))) else {
            return (rest, "")
        }
        return (rest.slice(ByteRange(0, hash)), head)
    }

    private static func isWordLetter(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte >= 0x80
    }

    private static func name(_ description: Bytes, number: Int) -> String {
        var text = description.trimmed()
        while let first = text.first, (0x30...0x39).contains(first) { text = text.dropping(1) }
        text = text.trimmed()
        if text.first == UInt8(ascii: "-") { text = text.dropping(1).trimmed() }
        let name = Text.lossy(text, limit: 1_024)
        return name.isEmpty ? "test \(number)" : name
    }

    private static func time(_ text: Substring) -> Double? {
        let isMilliseconds = text.hasSuffix("ms")
        guard text.hasSuffix("s") else { return nil }
        var digits = String(text.dropLast(isMilliseconds ? 2 : 1))
        return digits.withUTF8 { Bytes($0).parseDouble() }.map { isMilliseconds ? $0 / 1_000 : $0 }
    }
}

package import Core
package import Scanning

/// The events of `go test -json` (test2json).
package enum GoTestImporter: Importer {
    package static let format = FormatDescription(id: "go-test-json", title: "go test -json", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard head.member("Action") != nil, let members = head.members else { return false }
        if head.member("Package") != nil || head.member("ImportPath") != nil { return true }
        // test2json without -p names no package.
        return members.allSatisfy { keys.contains($0.key) } && members.count > 1
    }

    private static let keys: Set<String> = ["Time", "Action", "Test", "Elapsed", "Output", "FailedBuild"]

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var run = GoTestRun()
        var lines = LineScanner(bytes)
        while let range = lines.nextRange() {
            let line = bytes.slice(range).trimmed()
            // Compilers and tools write between the events.
            guard line.first == UInt8(ascii: "{") else { continue }
            var json = try JSONReader(document: bytes, range: range)
            let event = try GoTestEvent.read(&json)
            try json.finish()
            run.handle(event)
        }
        run.report(into: &report, TestCollector(options, bytes, Self.self))
    }
}

/// One line of the stream; its texts stay where they are until they are needed.
private struct GoTestEvent {
    var action: JSONReader.Key?
    var package: JSONReader.Key?
    var test: JSONReader.Key?
    /// The package that was built.
    var importPath: JSONReader.Key?
    /// The build that kept a package from running.
    var failedBuild: JSONReader.Key?
    var output: JSONReader.Key?
    var elapsed: Double?

    static func read(_ json: inout JSONReader) throws(ScanError) -> GoTestEvent {
        var event = GoTestEvent()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "Action": event.action = try json.rawStringOrSkip()
            case "Package": event.package = try json.rawStringOrSkip()
            case "Test": event.test = try json.rawStringOrSkip()
            case "ImportPath": event.importPath = try json.rawStringOrSkip()
            case "FailedBuild": event.failedBuild = try json.rawStringOrSkip()
            case "Output": event.output = try json.rawStringOrSkip()
            case "Elapsed": event.elapsed = try json.doubleOrSkip()
            default: try json.skipValue()
            }
        }
        return event
    }
}

/// The tests of all packages, as far as the stream has told.
private struct GoTestRun {
    struct Test {
        /// Index of the package.
        var package: Int
        var name: String
        var final: TestCase.Status?
        var failedBefore = false
        var seconds: Double?
        var output = ""
        /// What it wrote after that.
        ///
        /// It stays where it is as long as it is little: of a test that passes nobody asks.
        var unread: [JSONReader.Key] = []
    }

    private struct TestKey: Hashable {
        let package: Int
        let name: String
    }

    struct Package {
        var name: String
        var final: String?
        var output = ""
    }

    private var tests: [Test] = []
    private var testIndex: [TestKey: Int] = [:]
    private var packages: [Package] = []
    private var builds = GoBuilds()
    private var packageIndex: [String: Int] = [:]
    /// The package and the test of the last event as written: those of the next are nearly always the same.
    private var lastPackage: (raw: Bytes, index: Int)?
    private var lastTest: (raw: Bytes, index: Int)?

    mutating func handle(_ event: GoTestEvent) {
        guard let action = event.action else { return }
        if let path = event.importPath { return builds.handle(path, action, event.output) }
        if let build = event.failedBuild { builds.tell(build) }
        let owner: Int
        if let name = event.package {
            owner = package(name)
        } else if event.test == nil, action == "output" {
            return
        } else {
            owner = unnamedPackage()
        }
        guard let name = event.test else { return handlePackage(owner, action, event) }
        let index = test(name, of: owner)
        switch action {
        case "output": keep(event.output, of: index)
        case "run" where tests[index].final != nil:
            // Once more: with -count, or by a tool that repeats what failed.
            if tests[index].final == .failed { tests[index].failedBefore = true }
            tests[index].final = nil
        case "pass", "bench": end(index, .passed, event)
        case "fail": end(index, .failed, event)
        case "skip": end(index, .skipped, event)
        default: break
        }
    }

    private mutating func handlePackage(_ index: Int, _ action: JSONReader.Key, _ event: GoTestEvent) {
        switch action {
        case "output": Self.append(event.output, to: &packages[index].output)
        case "start": packages[index].final = nil
        case "pass", "fail", "skip": packages[index].final = action.string
        default: break
        }
    }

    private mutating func end(_ index: Int, _ status: TestCase.Status, _ event: GoTestEvent) {
        if tests[index].final == .failed { tests[index].failedBefore = true }
        tests[index].final = status
        tests[index].seconds = event.elapsed
        if status == .passed {
            tests[index].output = ""
            tests[index].unread = []
        }
    }

    private mutating func package(_ name: JSONReader.Key) -> Int {
        if let lastPackage, lastPackage.raw.equals(name.raw) { return lastPackage.index }
        let index = package(Text.clean(name.string, limit: 1_024))
        lastPackage = (name.raw, index)
        lastTest = nil
        return index
    }

    private mutating func unnamedPackage() -> Int {
        if lastPackage != nil { (lastPackage, lastTest) = (nil, nil) }
        return package("")
    }

    private mutating func package(_ name: String) -> Int {
        if let index = packageIndex[name] { return index }
        packageIndex[name] = packages.count
        packages.append(Package(name: name))
        return packages.count - 1
    }

    private mutating func test(_ name: JSONReader.Key, of package: Int) -> Int {
        if let lastTest, lastTest.raw.equals(name.raw) { return lastTest.index }
        let index = test(JSONText.text(name, limit: 1_024), of: package)
        lastTest = (name.raw, index)
        return index
    }

    private mutating func test(_ name: String, of package: Int) -> Int {
        let key = TestKey(package: package, name: name)
        if let known = testIndex[key] { return known }
        testIndex[key] = tests.count
        tests.append(Test(package: package, name: name))
        return tests.count - 1
    }

    private mutating func keep(_ text: JSONReader.Key?, of index: Int) {
        guard let text, tests[index].output.utf8.count < TestMessage.limit else { return }
        if tests[index].unread.isEmpty { tests[index].unread.reserveCapacity(8) }
        tests[index].unread.append(text)
        if tests[index].unread.count == 64 {
            tests[index].output = Self.output(tests[index])
            tests[index].unread = []
        }
    }

    private static func output(_ test: Test) -> String {
        var output = test.output
        for text in test.unread { append(text, to: &output) }
        return output
    }

    private static func append(_ text: JSONReader.Key?, to output: inout String) {
        let room = TestMessage.limit - output.utf8.count
        guard room > 0, let text = text?.string else { return }
        output += text.utf8.count <= room ? text : Text.clean(text, limit: room)
    }

    func report(into report: inout Report, _ empty: TestCollector) {
        let open = packages.filter { $0.final == nil }
        if let first = open.first {
            let others = open.count == 1 ? "" : " and \(open.count - 1) more"
            return report.fail("the stream ends before package '\(first.name)'\(others) is done: cut, or still running")
        }
        var collector = empty
        var failing: Set<Int> = []
        for test in tests {
            let result = outcome(test)
            if result.status == .failed { failing.insert(test.package) }
            collector.add(result)
        }
        for (index, package) in packages.enumerated() where package.final == "fail" && !failing.contains(index) {
            let message = TestMessage.joined("the package failed, and none of its tests did", package.output)
            let name = package.name.isEmpty ? "the package" : package.name
            collector.problem(name, suite: name, message: message)
        }
        for build in builds.untold(isSomeFailed: packages.contains { $0.final == "fail" }) {
            let message = TestMessage.joined("the build failed", build.output)
            collector.problem(build.path, suite: build.path, message: message)
        }
        collector.finish(into: &report)
    }

    /// A test without an end did not survive; one that failed first passes only if its package did.
    private func outcome(_ test: Test) -> TestCase {
        var status = test.final ?? .failed
        let package = packages[test.package]
        if test.failedBefore, status == .passed, package.final == "fail" { status = .failed }
        let missing = test.final == nil ? "the test began and never ended" : nil
        return TestCase(
            suite: package.name.isEmpty ? nil : package.name,
            className: package.name.isEmpty ? nil : package.name,
            name: test.name,
            status: status,
            flaky: test.failedBefore && status == .passed,
            // The time of a parent holds that of its subtests.
            seconds: test.name.utf8.contains(UInt8(ascii: "/")) ? nil : test.seconds,
            message: status == .passed ? nil : TestMessage.joined(missing, Self.output(test))
        )
    }
}

package import Core
package import Scanning

/// `Test.xml` of CTest, as it is sent to CDash.
package enum CTestImporter: Importer {
    package static let format = FormatDescription(id: "ctest", title: "CTest XML", feeds: .tests)

    private static let words: [String: TestCase.Status] = [
        "passed": .passed, "failed": .failed, "notrun": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.root?.name == "Site" && head.root?.firstChild == "Testing"
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var run = CTestRun()
        var isList = false
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                switch xml.localName(name) {
                case "Site": report.tool = xml.string("Generator").map { Text.clean($0, limit: 100) }
                case "TestList": isList = true
                case "Test" where isList: run.plan(try xml.readText(limit: 1_024))
                case "Test":
                    let node = try XMLNode.read(&xml, name)
                    run.end(node)
                    add(node, to: &tests)
                default: break
                }
            case .end(let name): if xml.localName(name).equals("TestList") { isList = false }
            case .eof: break scan
            default: break
            }
        }
        run.report(to: &tests)
        tests.finish(into: &report)
    }

    private static func add(_ node: XMLNode, to tests: inout TestCollector) {
        var status = tests.status(node["Status"], in: words)
        let results = node.child("Results")
        func measured(_ name: String) -> XMLNode? {
            results?.children.first { $0["name"] == name }?.child("Value")
        }
        let completion = measured("Completion Status")?.text.drop { $0 == " " || $0 == "\t" || $0 == "\n" } ?? ""
        // Not run by request, or because its program is missing: only the former is a skip.
        if status == .skipped, !completion.hasPrefix("Disabled"), !completion.hasPrefix("SKIP_") { status = .error }
        tests.add(
            TestCase(
                suite: node.child("Path")?.text,
                name: node.child("Name")?.text ?? "",
                status: status,
                seconds: measured("Execution Time").flatMap {
                    XMLNode(name: "", attributes: ["t": $0.text]).double("t")
                },
                message: status == .passed ? nil : message(String(completion), results)
            )
        )
    }

    /// What the test wrote is what it says; how it ended stands in front where that is more than that it failed.
    private static func message(_ completion: String, _ results: XMLNode?) -> String? {
        let output = results?.child("Measurement")?.child("Value")
        // Long output may be packed, which says nothing to a reader.
        let text = output?["encoding"] == nil ? output.flatMap { TestMessage.ofOutput($0.text) } : nil
        guard let text else { return TestMessage.joined(completion) }
        return TestMessage.isBare(completion) ? text : TestMessage.joined(completion, text)
    }
}

/// The tests that a run of CTest was to hold, beside those of which it tells how they ended.
private struct CTestRun {
    private var planned: [String] = []
    private var ended: [String: Int] = [:]
    private var endedCount = 0

    mutating func plan(_ name: String) { planned.append(Text.clean(name, limit: 1_024)) }

    mutating func end(_ test: XMLNode) {
        endedCount += 1
        let (name, path) = (test.child("Name")?.text ?? "", test.child("Path")?.text ?? ".")
        ended[test.child("FullName")?.text ?? "\(path)/\(name)", default: 0] += 1
    }

    /// A test without a result was kept from running: by an end of CTest, or of the machine.
    func report(to tests: inout TestCollector) {
        let count = planned.count - endedCount
        guard count > 0 else { return }
        tests.declaredTests = planned.count
        guard endedCount > 0 else { return }
        var rest = ended
        let unnamed = planned.filter { name in
            guard let left = rest[name], left > 0 else { return true }
            rest[name] = left - 1
            return false
        }
        // Names that do not match tell nothing of which it is; that so many are missing is known all the same.
        for number in 0..<count {
            let name = number < unnamed.count && unnamed.count == count ? unnamed[number] : "a test of the list"
            tests.problem(name, message: "listed, and nothing shows how it ended")
        }
    }
}

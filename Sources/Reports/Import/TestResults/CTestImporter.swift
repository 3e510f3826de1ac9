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
        var planned = 0
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                switch xml.localName(name) {
                case "Site": report.tool = xml.string("Generator").map { JSONText.clean($0, limit: 100) }
                case "TestList": planned += try XMLNode.read(&xml, name).children.count
                case "Test": add(try XMLNode.read(&xml, name), to: &tests)
                default: break
                }
            case .eof: break scan
            default: break
            }
        }
        if planned < 1_000 { tests.check("tests", declared: planned, tests.tally.total) }
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
                message: status == .passed
                    ? nil : TestMessage.joined(String(completion), results?.child("Measurement")?.child("Value")?.text)
            )
        )
    }
}

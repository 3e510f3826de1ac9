package import Core
package import Scanning

/// Results of NUnit 3 and 4.
package enum NUnit3Importer: Importer {
    package static let format = FormatDescription(id: "nunit3", title: "NUnit 3 XML", feeds: .tests)

    private static let results: [String: TestCase.Status] = [
        "Passed": .passed, "Warning": .passed, "Failed": .failed, "Skipped": .skipped, "Inconclusive": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "test-run" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var declared: [String: Int] = [:]
        var outcome: String?
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                switch xml.localName(name) {
                case "test-case": add(try XMLNode.read(&xml, name), to: &tests)
                case "test-run":
                    outcome = xml.string("result")
                    declared["total"] = xml.integer("total")
                    declared["passed"] = xml.integer("passed")
                    declared["failed"] = xml.integer("failed")
                    if let warnings = xml.integer("warnings") { declared["passed"]? += warnings }
                default: break
                }
            case .eof: break scan
            default: break
            }
        }
        tests.check("tests", declared: declared["total"], tests.tally.total)
        tests.check("passed tests", declared: declared["passed"], tests.tally.passed)
        tests.declareFailed(declared["failed"], listed: tests.bad, tests.tally.failed)
        if outcome?.lowercased() == "failed" { tests.runFailed("the run's result is Failed") }
        tests.finish(into: &report)
    }

    private static func add(_ node: XMLNode, to tests: inout TestCollector) {
        var status = tests.status(node["result"], in: results)
        if status == .failed, let label = node["label"], !label.isEmpty { status = .error }
        let failure = node.child("failure")
        tests.add(
            TestCase(
                className: node["classname"],
                name: node["name"] ?? node["fullname"] ?? "",
                status: status,
                seconds: node.double("duration"),
                message: TestMessage.joined(
                    failure?.child("message")?.text ?? node.child("reason")?.child("message")?.text,
                    failure?.child("stack-trace")?.text
                ),
                properties: node.child("properties")?.pairs("property") ?? [:]
            )
        )
    }
}

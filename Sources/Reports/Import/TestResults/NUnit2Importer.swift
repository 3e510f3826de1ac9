package import Core
package import Scanning

/// Results of NUnit 2.
package enum NUnit2Importer: Importer {
    package static let format = FormatDescription(id: "nunit2", title: "NUnit 2 XML", feeds: .tests)

    private static let results: [String: TestCase.Status] = [
        "Success": .passed, "Failure": .failed, "Error": .error, "Cancelled": .error, "NotRunnable": .error,
        "Invalid": .error, "Ignored": .skipped, "Skipped": .skipped, "Inconclusive": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "test-results" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var declared: (total: Int?, failures: Int?, errors: Int?)
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                switch xml.localName(name) {
                case "test-case": add(try XMLNode.read(&xml, name), to: &tests)
                case "test-results":
                    declared = (xml.integer("total"), xml.integer("failures"), xml.integer("errors"))
                default: break
                }
            case .eof: break scan
            default: break
            }
        }
        tests.check("tests", declared: declared.total, tests.tally.total, tests.tally.executed)
        // Errors may be counted among the failures too.
        let isWithin = declared.failures == tests.bad && declared.errors ?? 0 <= tests.tally.errors
        let apart = isWithin ? nil : declared.errors
        tests.declareFailed(declared.failures, errors: apart, listed: tests.bad, tests.tally.failed)
        tests.finish(into: &report)
    }

    /// Before version 2.5, `executed` and `success` say how a case ended.
    private static func result(_ node: XMLNode) -> String? {
        if let result = node["result"] { return result }
        if node["executed"]?.lowercased() == "false" { return "Ignored" }
        return node["success"].map { $0.lowercased() == "true" ? "Success" : "Failure" }
    }

    private static func add(_ node: XMLNode, to tests: inout TestCollector) {
        let detail = node.child("failure") ?? node.child("reason")
        tests.add(
            TestCase(
                name: node["name"] ?? "",
                status: tests.status(result(node), in: results),
                seconds: node.double("time"),
                message: TestMessage.joined(detail?.child("message")?.text, detail?.child("stack-trace")?.text),
                properties: node.child("properties")?.pairs("property") ?? [:]
            )
        )
    }
}

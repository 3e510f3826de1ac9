package import Core
package import Scanning

/// Results of xUnit.net, versions 1 to 3.
package enum XUnitImporter: Importer {
    package static let format = FormatDescription(id: "xunit", title: "xUnit.net XML", feeds: .tests)

    private static let results: [String: TestCase.Status] = [
        "Pass": .passed, "Fail": .failed, "Skip": .skipped, "NotRun": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root else { return false }
        if root.name == "assemblies" { return root.firstChild == nil || root.firstChild == "assembly" }
        return root.name == "assembly" && (root.attributes.contains("run-date") || root.attributes.contains("total"))
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var declared: (total: Int?, passed: Int?, failed: Int?, errors: Int?)
        func sum(_ left: Int?, _ right: Int?) -> Int? {
            right.map { (left ?? 0).addingReportingOverflow($0).partialValue } ?? left
        }
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                switch xml.localName(name) {
                case "assembly":
                    declared.total = sum(declared.total, xml.integer("total"))
                    declared.passed = sum(declared.passed, xml.integer("passed"))
                    declared.failed = sum(declared.failed, xml.integer("failed"))
                    declared.errors = sum(declared.errors, xml.integer("errors"))
                case "test": add(try XMLNode.read(&xml, name), to: &tests)
                case "error":
                    let node = try XMLNode.read(&xml, name)
                    let failure = node.child("failure")
                    tests.problem(
                        node["name"] ?? node["type"] ?? "error",
                        message: TestMessage.joined(
                            failure?.child("message")?.text,
                            failure?.child("stack-trace")?.text
                        )
                    )
                default: break
                }
            case .eof: break scan
            default: break
            }
        }
        let outside = tests.tally.errors
        tests.check("tests", declared: declared.total, tests.tally.total, tests.tally.total - outside)
        tests.check("passed tests", declared: declared.passed, tests.tally.passed)
        tests.declareFailed(declared.failed, errors: declared.errors, listed: tests.bad, tests.tally.failed)
        tests.finish(into: &report)
    }

    private static func add(_ node: XMLNode, to tests: inout TestCollector) {
        let failure = node.child("failure")
        tests.add(
            TestCase(
                className: node["type"],
                name: node["name"] ?? node["method"] ?? "",
                file: node["source-file"].map { SourcePath.normalised($0) },
                line: node.integer("source-line"),
                status: tests.status(node["result"], in: results),
                seconds: node.double("time"),
                message: TestMessage.joined(
                    failure?.child("message")?.text ?? node.child("reason")?.text,
                    failure?.child("stack-trace")?.text
                ),
                properties: node.child("traits")?.pairs("trait") ?? [:]
            )
        )
    }
}

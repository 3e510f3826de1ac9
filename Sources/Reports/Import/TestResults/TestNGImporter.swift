package import Core
package import Scanning

/// `testng-results.xml`; methods of the configuration are no tests, but one that failed is an error.
package enum TestNGImporter: Importer {
    package static let format = FormatDescription(id: "testng", title: "TestNG XML", feeds: .tests)

    private static let words: [String: TestCase.Status] = [
        "PASS": .passed, "SUCCESS_PERCENTAGE_FAILURE": .passed, "FAIL": .failed, "SKIP": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "testng-results" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var declared: (total: Int?, passed: Int?, failed: Int?)
        var suite: String?
        var className: String?
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                switch xml.localName(name) {
                case "testng-results":
                    declared = (xml.integer("total"), xml.integer("passed"), xml.integer("failed"))
                case "test": suite = xml.string("name").map { Text.clean($0, limit: 1_024) }
                case "class": className = xml.string("name").map { Text.clean($0, limit: 1_024) }
                case "test-method": add(try XMLNode.read(&xml, name), suite, className, to: &tests)
                default: break
                }
            case .eof: break scan
            default: break
            }
        }
        let tally = tests.tally
        tests.check("tests", declared: declared.total, tally.total, tally.total - tally.errors)
        tests.check("passed tests", declared: declared.passed, tally.passed)
        tests.declareFailed(declared.failed, listed: tests.bad, tally.failed)
        tests.finish(into: &report)
    }

    private static func add(_ node: XMLNode, _ suite: String?, _ className: String?, to tests: inout TestCollector) {
        let exception = node.child("exception")
        let message = TestMessage.joined(exception?.child("message")?.text, exception?.child("full-stacktrace")?.text)
        if node["is-config"] == "true" {
            if node["status"] == "FAIL" {
                tests.problem(node["name"] ?? "configuration", suite: className, message: message)
            }
            return
        }
        tests.add(
            TestCase(
                suite: suite,
                className: className,
                name: node["name"] ?? "",
                status: tests.status(node["status"], in: words),
                seconds: node.double("duration-ms").map { $0 / 1_000 },
                message: message
            )
        )
    }
}

package import Core
package import Scanning

/// One result of Allure 2: a file `…-result.json` for each test.
package enum AllureImporter: Importer {
    package static let format = FormatDescription(id: "allure-result", title: "Allure 2 result", feeds: .tests)

    /// `broken` did not come to its assertions; `unknown` says nothing, and so is no pass.
    private static let words: [String: TestCase.Status] = [
        "passed": .passed, "failed": .failed, "broken": .error, "unknown": .error, "skipped": .skipped,
    ]

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard head.member("uuid") != nil, head.member("name") != nil else { return false }
        return head.member("status") != nil && (head.member("stage") != nil || head.member("labels") != nil)
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("an Allure result is a JSON object", at: 0) }
        let result = try json.readValue()
        try json.finish()
        guard result["uuid"] != nil, let name = result.text("name") else {
            throw json.error("no 'uuid' or no 'name': this is no result of Allure", at: 0)
        }
        var tests = TestCollector(options, bytes, Self.self)
        let status = tests.status(result["status"]?.string, in: words)
        let details = result["statusDetails"]
        var seconds: Double?
        if let start = result["start"]?.double, let stop = result["stop"]?.double, stop >= start {
            seconds = (stop - start) / 1_000
        }
        tests.add(
            TestCase(
                suite: label("suite", of: result) ?? label("parentSuite", of: result),
                className: label("testClass", of: result),
                name: name,
                status: status,
                flaky: status == .passed && details?["flaky"]?.bool == true,
                seconds: seconds,
                message: TestMessage.joined(details?["message"]?.string, details?["trace"]?.string),
                properties: parameters(result)
            )
        )
        tests.finish(into: &report)
    }

    private static func label(_ name: String, of result: JSON) -> String? {
        result["labels"]?.array?.first { $0["name"]?.string == name }?.text("value")
    }

    private static func parameters(_ result: JSON) -> [String: String] {
        var parameters: [String: String] = [:]
        for parameter in (result["parameters"]?.array ?? []).prefix(64) {
            if let name = parameter.text("name") { parameters[name] = parameter.text("value") }
        }
        return parameters
    }
}

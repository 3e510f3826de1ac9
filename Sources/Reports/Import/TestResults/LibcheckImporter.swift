package import Core
package import Scanning

/// The XML log of Check, the unit test framework for C (`CK_XML_LOG_FILE_NAME`).
package enum LibcheckImporter: Importer {
    package static let format = FormatDescription(id: "libcheck", title: "Check (libcheck) XML", feeds: .tests)

    private static let results: [String: TestCase.Status] = [
        "success": .passed, "failure": .failed, "error": .error,
    ]

    /// Its root is called as that of JUnit XML; what is inside is not.
    package static func recognises(_ head: DocumentHead) -> Bool {
        head.root?.name == "testsuites" && ["datetime", "suite"].contains(head.root?.firstChild)
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var tests = TestCollector(options, bytes, Self.self)
        var suite: String?
        var hasEnded = false
        scan: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                switch xml.localName(name) {
                case "title": suite = Text.clean(try xml.readText(limit: 1_024), limit: 1_024)
                case "test": add(try XMLNode.read(&xml, name), suite, to: &tests)
                case "duration" where xml.depth == 2: hasEnded = true
                default: break
                }
            case .eof: break scan
            default: break
            }
        }
        if !hasEnded { tests.runFailed("the log has no 'duration' at its end: the run was stopped") }
        tests.finish(into: &report)
    }

    private static func add(_ node: XMLNode, _ suite: String?, to tests: inout TestCollector) {
        let status = tests.status(node["result"], in: results)
        // `tests/list.c:27`, below the path that stands beside it.
        let place = (node.child("fn")?.text ?? "").split(separator: ":")
        let id = node.child("id")?.text ?? ""
        let iteration = node.child("iteration")?.text ?? "0"
        let folder = node.child("path")?.text ?? "."
        tests.add(
            TestCase(
                suite: suite,
                className: node.child("description")?.text,
                name: iteration == "0" ? id : "\(id)[\(iteration)]",
                file: place.first.map { SourcePath.normalised("\(folder)/\($0)") },
                line: place.count > 1 ? Int(place[1]) : nil,
                status: status,
                seconds: node.child("duration").flatMap { Double($0.text) }.flatMap { $0 >= 0 ? $0 : nil },
                message: status == .passed ? nil : TestMessage.joined(node.child("message")?.text)
            )
        )
    }
}

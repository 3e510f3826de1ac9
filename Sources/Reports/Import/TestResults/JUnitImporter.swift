package import Core
package import Scanning

/// JUnit XML in all its dialects: any document of `testsuites` or `testsuite` (there is no official schema).
package enum JUnitImporter: Importer {
    package static let format = FormatDescription(id: "junit", title: "JUnit XML", feeds: .tests)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.root.map { $0.name == "testsuites" || $0.name == "testsuite" } ?? false
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = JUnitReader(try XMLScanner(bytes), TestCollector(options, bytes, Self.self))
        try reader.readDocument()
        reader.report(into: &report)
    }
}

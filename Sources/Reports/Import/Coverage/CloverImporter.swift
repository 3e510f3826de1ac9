package import Core
package import Scanning

/// Clover XML, as OpenClover, PHPUnit, Istanbul and gcovr write it.
package enum CloverImporter: Importer {
    package static let format = FormatDescription(id: "clover", title: "Clover XML", feeds: .coverage)

    /// Cobertura and SonarQube have a root `coverage` as well, but no project in it.
    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "coverage" else { return false }
        return root.firstChild == "project" || root.attributes.contains("clover")
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = CloverReader(try XMLScanner(bytes))
        try reader.readDocument()
        reader.report(into: &report)
    }
}

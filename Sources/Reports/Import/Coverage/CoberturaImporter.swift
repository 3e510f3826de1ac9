package import Core
package import Scanning

/// Cobertura XML, as coverage.py, gcovr, coverlet, PHPUnit and many others write it (DTD coverage-04).
package enum CoberturaImporter: Importer {
    package static let format = FormatDescription(id: "cobertura", title: "Cobertura XML", feeds: .coverage)

    /// Clover and SonarQube have a root `coverage` as well, but neither rates nor packages.
    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "coverage" else { return false }
        let own = ["line-rate", "branch-rate", "lines-valid"]
        return root.attributes.contains { own.contains($0) } || ["packages", "sources"].contains(root.firstChild)
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = CoberturaReader(try XMLScanner(bytes))
        try reader.readDocument()
        reader.report(into: &report)
    }
}

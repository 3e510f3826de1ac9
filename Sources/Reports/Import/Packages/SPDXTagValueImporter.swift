package import Core
package import Scanning

/// SPDX 2 in its tag-value form: a line a fact, longer texts between `<text>` and `</text>`.
package enum SPDXTagValueImporter: Importer {
    package static let format = FormatDescription(id: "spdx-tv", title: "SPDX 2 tag-value", feeds: .packages)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        return line.hasPrefix("SPDXVersion:")
    }

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var reader = SPDXTagValueReader(bytes)
        try reader.readAll()
        guard reader.version?.hasPrefix("SPDX-2") ?? false else {
            report.fail("'SPDXVersion' names no version 2 of SPDX")
            return
        }
        // The relationships mostly stand last, so that their absence is all that tells of a cut.
        if reader.document.described.isEmpty {
            report.warn("no relationship says what the document describes: it may have been cut short")
        }
        report.tool = SPDXDocument.tool(reader.creators)
        report.packages = reader.document.inventory
        if reader.document.packages.isEmpty { report.note("lists no package") }
    }
}

package import Core
package import Scanning

/// LCOV tracefiles (`geninfo(1)`, versions 1 and 2), as llvm-cov, c8, coverage.py and others write them.
package enum LCOVImporter: Importer {
    package static let format = FormatDescription(id: "lcov", title: "LCOV tracefile", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        return line.hasPrefix("TN:") || line.hasPrefix("SF:")
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        if DocumentHead.isUTF16(bytes) {
            throw ScanError("UTF-16 text: an LCOV tracefile must be UTF-8 or ASCII", at: 0, in: bytes)
        }
        var reader = LCOVReader(bytes)
        try reader.readDocument()
        reader.report(into: &report)
    }
}

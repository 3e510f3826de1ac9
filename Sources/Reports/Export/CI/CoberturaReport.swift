package import Core

/// The coverage of a run as Cobertura documents, which GitLab shows beside the lines of a change.
package enum CoberturaReport {
    /// GitLab reads no larger document.
    package static let limit = 10 << 20

    /// Documents of at most `limit` bytes, each with a share of the files; none where nothing was measured.
    ///
    /// `folder`: the project's folder within its repository; empty for the repository itself.
    package static func documents(_ files: [FileCoverage], folder: String = "", limit: Int = limit) -> [[UInt8]] {
        var documents: [[UInt8]] = []
        var body: [UInt8] = []
        var total = Fraction()
        let room = limit - 1_024
        func close() {
            guard !body.isEmpty else { return }
            documents.append(Array(head(total).utf8) + body + Array(foot.utf8))
            body = []
            total = Fraction()
        }
        for file in files where !file.lines.isEmpty {
            let element = Array(classElement(file, folder).utf8)
            // A file that fills a document by itself is cut nowhere: what does not fit is left to the report.
            guard element.count <= room else { continue }
            if body.count + element.count > room { close() }
            body += element
            total = total + Fraction(covered: file.lines.coveredCount, total: file.lines.count)
        }
        close()
        return documents
    }

    /// The files of a summary, those of several reports united; paths are the project's own after judging.
    package static func files(of summary: RunSummary) -> [FileCoverage] {
        var places: [String: Int] = [:]
        var files: [FileCoverage] = []
        for report in summary.reports where report.status != .error {
            for file in report.coverage?.files ?? [] {
                guard !FileRole.of(file.path).isExcluded else { continue }
                if let place = places[file.path] {
                    files[place].lines.unite(with: file.lines)
                } else {
                    places[file.path] = files.count
                    files.append(file)
                }
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// One source folder only: the documents name files from the repository's root on, and GitLab reads 100 at most.
    private static func head(_ total: Fraction) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
        <coverage line-rate="\(rate(total))" branch-rate="0" lines-covered="\(total.covered)" \
        lines-valid="\(total.total)" branches-covered="0" branches-valid="0" complexity="0" version="assay" timestamp="0">
        <sources><source>.</source></sources>
        <packages><package name="." line-rate="\(rate(total))" branch-rate="0" complexity="0"><classes>

        """
    }

    private static let foot = "</classes></package></packages>\n</coverage>\n"

    private static func classElement(_ file: FileCoverage, _ folder: String) -> String {
        let path = folder.isEmpty || file.path.hasPrefix("/") ? file.path : "\(folder)/\(file.path)"
        let total = Fraction(covered: file.lines.coveredCount, total: file.lines.count)
        var text = "<class\(XMLText.attribute("name", path))\(XMLText.attribute("filename", path))"
        text += " line-rate=\"\(rate(total))\" branch-rate=\"0\" complexity=\"0\"><methods/><lines>\n"
        for line in file.lines {
            text += "<line number=\"\(line.line)\" hits=\"\(line.isCovered ? 1 : 0)\""
            if line.branches > 0 {
                let percent = Int(line.branchesCovered) * 100 / Int(line.branches)
                text += " branch=\"true\" condition-coverage=\"\(percent)% (\(line.branchesCovered)/\(line.branches))\""
            }
            text += "/>\n"
        }
        return text + "</lines></class>\n"
    }

    /// Four decimals, never as an exponent.
    private static func rate(_ fraction: Fraction) -> String {
        guard fraction.total > 0 else { return "0" }
        let parts = fraction.covered * 10_000 / fraction.total
        let rest = String(parts % 10_000)
        return "\(parts / 10_000)." + String(repeating: "0", count: 4 - rest.count) + rest
    }
}

package import Core
import Criteria
package import Scanning

/// PMD's CPD as XML: pieces of code that occur several times, and no total of lines to compare them with.
package enum CPDImporter: Importer {
    package static let format = FormatDescription(id: "cpd", title: "PMD CPD XML", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "pmd-cpd" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let selection = XMLSelection(
            "pmd-cpd",
            ["pmdVersion"],
            [
                XMLSelection("file", ["path"]),
                XMLSelection("duplication", ["lines"], [XMLSelection("file", ["path", "line"])]),
                XMLSelection("error", ["filename"]),
            ]
        )
        let document = try selection.document(bytes)
        if let version = document["pmdVersion"] { report.tool = "PMD CPD \(version)" }
        // Newer versions list every file that was looked at, older ones only those with copies.
        var files = Set(document.all("file").compactMap { $0["path"] })
        var lines = 0
        var worst: [(lines: Int, offender: Offender)] = []
        for duplication in document.all("duplication") {
            let places = duplication.all("file")
            guard let length = duplication.number("lines"), (1...1 << 30).contains(length), places.count > 1 else {
                throw ScanError("a duplication without its lines or its places", at: 0, in: bytes)
            }
            files.formUnion(places.compactMap { $0["path"] })
            // One of the copies is needed; the others are what is duplicated.
            let (sum, overflowed) = lines.addingReportingOverflow(length * (places.count - 1))
            lines = overflowed ? .max : sum
            worst.append((length, offender(places, length)))
        }
        for error in document.all("error") {
            report.incomplete(
                "\(error["filename"].map(CoverageNumbers.path) ?? "a file") could not be read by CPD: copies in it are not known"
            )
        }
        guard !files.isEmpty else {
            report.warn("no duplication, and no file that was looked at is named")
            return
        }
        report.measurements = [
            Measurement(
                metric: "duplication.duplicated_lines",
                value: Double(lines),
                dimension: .count,
                samples: files.count,
                provenance: [report.provenance],
                offenders: worst.sorted { $0.lines > $1.lines }.prefix(10).map(\.offender)
            )
        ]
    }

    private static func offender(_ places: [SelectedElement], _ lines: Int) -> Offender {
        let others = places.dropFirst().prefix(3).map { place in
            (place["path"].map(CoverageNumbers.path) ?? "?") + (place.number("line").map { ":\($0)" } ?? "")
        }
        let more = places.count > 4 ? " and \(places.count - 4) more" : ""
        return Offender(
            name: "duplicate",
            file: places.first?["path"].map(CoverageNumbers.path),
            line: places.first?.number("line"),
            detail: "\(lines) lines, also in \(others.joined(separator: ", "))\(more)"
        )
    }
}

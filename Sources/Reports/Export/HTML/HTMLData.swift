import Core
import Scanning

/// What the page's script explores, as packed JSON in inert elements: lists by column, details by chunk.
///
/// By column, since equal things then lie side by side and pack well; in chunks, so that opening one test unpacks little.
struct HTMLData {
    /// Elements of a page by their ids: each holds base64 of raw DEFLATE of JSON.
    private(set) var blocks: [(id: String, text: String)] = []

    /// Details in a chunk.
    static let chunk = 256

    init(_ summary: RunSummary) {
        let readable = summary.reports.filter { $0.status != .error }
        addTests(MergedTests(reports: readable).entries { _, _ in true })
        addFindings(readable)
        addCoverage(CoverageView(summary, listed: .max).files)
    }

    private mutating func add(_ id: String, _ value: JSON) {
        guard let packed = Deflate.raw(value.serialized(.compact)) else { return }
        blocks.append(("data-" + id, Base64.encode(packed)))
    }

    private mutating func addTests(_ entries: [MergedTests.Entry]) {
        guard !entries.isEmpty else { return }
        var (groups, files, labels) = (TextList(), TextList(), TextList())
        var (group, file, label): ([JSON], [JSON], [JSON]) = ([], [], [])
        var status = ""
        var details: [JSON.Member] = []
        var (names, times, chunks): ([JSON], [JSON], [JSON]) = ([], [], [])
        var number = 0
        for (index, entry) in entries.enumerated() {
            let test = entry.test
            names.append(JSON(CleanText.line(test.name)))
            group.append(JSON(groups.place(CleanText.line(test.className ?? test.suite ?? ""))))
            file.append(JSON(files.place(test.file.map { CleanText.line($0) } ?? "")))
            label.append(JSON(labels.place(CleanText.line(test.properties.text))))
            status.append(Self.letter(test))
            times.append(JSON(test.seconds.map { Int(($0 * 1_000).rounded()) }))
            guard test.status != .passed || test.flaky || test.message != nil else {
                chunks.append(JSON(-1))
                continue
            }
            chunks.append(JSON(number))
            details.append(JSON.Member("\(index)", Self.detail(entry)))
            if details.count == Self.chunk {
                add("d\(number)", .object(details))
                details = []
                number += 1
            }
        }
        if !details.isEmpty { add("d\(number)", .object(details)) }
        add(
            "tests",
            [
                "names": JSON(names), "groups": groups.json, "group": JSON(group), "files": files.json,
                "file": JSON(file), "labels": labels.json, "label": JSON(label), "status": JSON(status),
                "ms": JSON(times), "chunk": JSON(chunks),
            ]
        )
    }

    private static func letter(_ test: TestCase) -> Character {
        switch test.status {
        case .passed: test.flaky ? "k" : "p"
        case .failed: "f"
        case .error: "e"
        case .skipped: "s"
        }
    }

    private static func detail(_ entry: MergedTests.Entry) -> JSON {
        JSON(present: [
            "line": JSON(entry.test.line),
            "message": JSON(entry.test.message.map { CleanText.block($0, limit: 64 << 10) }),
            "report": JSON(CleanText.line(entry.provenance.file)),
        ])
    }

    private mutating func addFindings(_ reports: [Report]) {
        let found = MergedFinding.all(in: reports).filter { !$0.finding.suppressed }
            .map { (rank: EvidenceView.rank($0.finding), row: EvidenceView.FindingRow($0), line: $0.finding.line) }
            .enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
        guard !found.isEmpty else { return }
        var words = TextList()
        var columns: [String: [JSON]] = [:]
        for finding in found {
            let file = finding.row.place.map { place in
                finding.line == nil ? place : String(place.prefix(upTo: place.lastIndex(of: ":") ?? place.endIndex))
            }
            columns["severity", default: []].append(JSON(words.place(finding.row.severity)))
            columns["rule", default: []].append(JSON(words.place(finding.row.rule)))
            columns["tool", default: []].append(JSON(words.place(finding.row.tool)))
            columns["file", default: []].append(JSON(words.place(file ?? "")))
            columns["line", default: []].append(JSON(finding.line ?? 0))
            columns["rank", default: []].append(JSON(finding.rank))
            columns["messages", default: []].append(JSON(finding.row.message))
        }
        var members = columns.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }
        members.append(JSON.Member("words", words.json))
        add("findings", .object(members))
    }

    /// The coverage that the gates judged, file by file.
    private mutating func addCoverage(_ rows: [CoverageView.Row]) {
        guard !rows.isEmpty else { return }
        add(
            "coverage",
            [
                "files": JSON(rows.map { JSON($0.name) }),
                "covered": JSON(rows.map { JSON($0.lines?.covered ?? 0) }),
                "total": JSON(rows.map { JSON($0.lines?.total ?? 0) }),
                "missed": JSON(rows.map { JSON($0.missed) }),
            ]
        )
    }
}

/// Texts that occur again and again: each is listed once, and named by its place.
private struct TextList {
    private var places: [String: Int] = [:]
    private var texts: [String] = []

    mutating func place(_ text: String) -> Int {
        if let place = places[text] { return place }
        places[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    var json: JSON { JSON(texts.map { JSON($0) }) }
}

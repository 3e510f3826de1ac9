import Core
import Scanning

extension HTMLData {
    /// The columns of the list of tests while it is written.
    fileprivate struct Columns {
        var (names, group, file, label, ms) =
            (ColumnWriter(), ColumnWriter(), ColumnWriter(), ColumnWriter(), ColumnWriter())
        var (strip, chunk) = (ColumnWriter(), ColumnWriter())
        var (groups, files, labels, strips) = (TextList(), TextList(), TextList(), TextList())
        var (status, news) = ("", "")
    }

    mutating func addTests(_ summary: RunSummary, _ details: RunDetails) {
        let rows = TestList(summary, details).rows
        guard !rows.isEmpty else { return }
        let news = TestNews(summary.past)
        let commands = Dictionary(summary.steps.map { ($0.name, $0.rerun) }) { first, _ in first }
        let steps = Dictionary(summary.reports.map { ($0.path, $0.step) }) { first, _ in first }
        var columns = Columns()
        var pictures = Pictures()
        var chunk: [JSON.Member] = []
        var number = 0
        for (index, row) in rows.enumerated() {
            let strip = details.strips.isEmpty ? nil : details.strips[row.key]?.description
            columns.add(row, strip: strip ?? "", news: news.isKnown ? news.letter(row.key) : "-")
            guard row.isWorthOpening else {
                columns.chunk.add(-1)
                continue
            }
            columns.chunk.add(number)
            let files = row.attachments.map { pictures.json($0, details.pictures) }
            let command = (steps[row.report] ?? nil).flatMap { commands[$0] }
            chunk.append(JSON.Member("\(index)", Self.detail(row, news, command, files)))
            if chunk.count == Self.chunk {
                add("d\(number)", .object(chunk))
                chunk = []
                number += 1
            }
        }
        if !chunk.isEmpty { add("d\(number)", .object(chunk)) }
        for (place, picture) in pictures.used.enumerated() { add("p\(place)", JSON(picture)) }
        add("tests", columns.json(hasNews: news.isKnown))
    }

    private static func detail(_ row: TestList.Row, _ news: TestNews, _ command: String?, _ files: [JSON]) -> JSON {
        let tries = row.earlier.map { test in
            JSON(present: [
                "status": JSON(test.status == .error ? "broken" : "failed"), "ms": milliseconds(test.seconds),
                "message": JSON(test.message.map { CleanText.block($0, limit: 64 << 10) }),
                "output": JSON(test.output),
            ])
        }
        let isGood = row.status == .passed && !row.flaky
        return JSON(present: [
            "line": JSON(row.line),
            "message": row.message.isEmpty ? .null : JSON(CleanText.block(row.message, limit: 64 << 10)),
            "report": row.report.isEmpty ? .null : JSON(CleanText.line(row.report)),
            "output": row.output.map { $0.isEmpty ? .null : JSON($0) } ?? .null,
            "files": files.isEmpty ? .null : JSON(files),
            "tries": tries.isEmpty ? .null : JSON(tries),
            "since": JSON(news.since(row.key)), "owner": JSON(news.owner(row.key)),
            "run": isGood ? .null : JSON(command),
        ])
    }

    private static func milliseconds(_ seconds: Double?) -> JSON {
        seconds.map { JSON(Int((min($0, 1e9) * 1_000).rounded())) } ?? .null
    }
}

/// Pictures that the page carries, each once, in the order in which tests name them.
private struct Pictures {
    private(set) var used: [String] = []
    private var places: [String: Int] = [:]

    /// What a test's file is called, and which picture it is.
    mutating func json(_ path: String, _ known: [String: String]) -> JSON {
        var place = places[path]
        if place == nil, let picture = known[path] {
            place = used.count
            places[path] = place
            used.append(picture)
        }
        return JSON(present: ["path": JSON(CleanText.line(path)), "picture": JSON(place)])
    }
}

extension TestList.Row {
    /// Whether a chunk tells more of it than the list.
    fileprivate var isWorthOpening: Bool {
        status != .passed || flaky || !message.isEmpty || !earlier.isEmpty || output != nil
    }
}

extension HTMLData.Columns {
    fileprivate mutating func add(_ row: TestList.Row, strip past: String, news letter: Character) {
        names.add(CleanText.line(row.name))
        group.add(groups.place(row.suiteTitle))
        file.add(files.place(row.file.isEmpty ? "" : CleanText.line(row.file)))
        label.add(labels.place(row.variant.isEmpty ? "" : CleanText.line(row.variant)))
        strip.add(strips.place(past))
        if let seconds = row.seconds {
            ms.add(Int((min(max(seconds, 0), 1e9) * 1_000).rounded()))
        } else {
            ms.addNull()
        }
        status.append(row.letter)
        news.append(letter)
    }

    fileprivate func json(hasNews: Bool) -> [UInt8] {
        ColumnWriter.object([
            "names": names.bytes, "groups": groups.json.serialized(.compact), "group": group.bytes,
            "files": files.json.serialized(.compact), "file": file.bytes,
            "labels": labels.json.serialized(.compact), "label": label.bytes,
            "status": JSON(status).serialized(.compact), "ms": ms.bytes, "chunk": chunk.bytes,
            "strips": strips.json.serialized(.compact), "strip": strip.bytes,
            "news": (hasNews ? JSON(news) : .null).serialized(.compact),
        ])
    }
}

extension TestList.Row {
    /// What it is grouped by: its class, else its suite, else its file.
    fileprivate var suiteTitle: String {
        CleanText.line([className, suite, file].first { !$0.isEmpty } ?? "")
    }

    fileprivate var letter: Character {
        switch status {
        case .passed: flaky ? "k" : "p"
        case .failed: "f"
        case .error: "e"
        case .skipped: "s"
        }
    }
}

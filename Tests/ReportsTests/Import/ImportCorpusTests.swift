import Core
import Criteria
import Glibc
import Reports
import Scanning
import TestSupport
import Testing

/// Real reports with figures counted by other means; not part of the project.
enum Corpus {
    struct Row: Sendable, CustomTestStringConvertible {
        var path: String
        var format: String
        var figures: JSON
        var testDescription: String { path }
    }

    /// `ASSAY_CORPUS`, else `../shared/corpus` beside the package; nil where neither exists.
    static let folder: String? = {
        if let path = getenv("ASSAY_CORPUS").map({ String(cString: $0) }) { return exists(path) ? path : nil }
        guard let real = realpath(#filePath, nil) else { return nil }
        defer { free(real) }
        let root = String(cString: real).split(separator: "/").dropLast(4).joined(separator: "/")
        let path = "/\(root)/../shared/corpus"
        return exists(path) ? path : nil
    }()

    private static func exists(_ path: String) -> Bool { access("\(path)/MANIFEST.tsv", R_OK) == 0 }

    static let rows: [Row] = {
        guard let folder, let file = try? MappedFile(path: "\(folder)/MANIFEST.tsv") else { return [] }
        return file.withBytes { bytes in
            var rows: [Row] = []
            var lines = LineScanner(bytes)
            while let line = lines.next() {
                let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                guard fields.count > 8, let figures = try? JSON(parsing: Bytes(rebasing: fields[8])) else { continue }
                let format = Bytes(rebasing: fields[1]).string
                if format == "format" { continue }
                rows.append(Row(path: Bytes(rebasing: fields[0]).string, format: format, figures: figures))
            }
            return rows
        }
    }()

    /// Paths of all files of the manifest, relative to the folder.
    static let paths: [String] = {
        guard let folder, let file = try? MappedFile(path: "\(folder)/MANIFEST.tsv") else { return [] }
        return file.withBytes { bytes in
            var paths: [String] = []
            var lines = LineScanner(bytes)
            _ = lines.next()
            while let line = lines.next() {
                var fields = FieldScanner(line, separator: UInt8(ascii: "\t"))
                if let path = fields.next() { paths.append(path.string) }
            }
            return paths
        }
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        try MappedFile(path: "\(folder ?? "")/\(path)").withBytes { Array($0) }
    }

    static func read(_ row: Row) throws -> [UInt8] { try bytes(row.path) }
}

@Suite(.enabled(if: Corpus.folder != nil, "no corpus: set ASSAY_CORPUS to a folder of reports with a MANIFEST.tsv"))
struct ImportCorpusTests {
    @Test(
        "a real report is recognised, and its figures are those that were counted by other means",
        arguments: Corpus.rows
    )
    func figures(_ row: Corpus.Row) throws {
        let report = ReportReader.read(path: "\(Corpus.folder ?? "")/\(row.path)")
        if row.format == "nasty" || CorpusDifference.refused[row.path] != nil {
            #expect(report.status == .error)
            #expect(!report.carriesFigures)
            return
        }
        #expect(report.format == row.format)
        #expect(report.status != .error, "\(report.errors)")
        if let own = CorpusDifference.counted[row.path] {
            #expect(report.tests?.tally.counts == own.counts, "\(own.reason)")
            return
        }
        if try CoverageCorpus.check(report, row) { return }
        if try QualityCorpus.check(report, row) { return }
        if Corpus.testFormats.contains(row.format) { return try testFigures(row, report) }
        switch row.format {
        case "junit":
            let tally = try #require(report.tests?.tally)
            #expect(tally.total == row.figures["tests"]?.int)
            #expect(tally.passed == row.figures["passed"]?.int)
            #expect(tally.failed == row.figures["failures"]?.int)
            #expect(tally.errors == row.figures["errors"]?.int)
            #expect(tally.skipped == row.figures["skipped"]?.int)
            #expect(tally.flaky == row.figures["flaky_cases"]?.int ?? 0)
            #expect(abs(tally.duration - (row.figures["time_cases_sum"]?.double ?? -1)) < 0.001)
        case "cobertura":
            let totals = try #require(report.coverage?.totals)
            #expect(totals.lines?.total == row.figures["lines_total_incl_method_lines"]?.int)
            #expect(totals.lines?.covered == row.figures["lines_covered_incl_method_lines"]?.int)
            #expect(totals.branches?.total ?? 0 == row.figures["branches_total"]?.int)
            #expect(totals.branches?.covered ?? 0 == row.figures["branches_covered"]?.int)
        case "lcov":
            #expect(report.coverage?.files.count == row.figures["files"]?.int)
            #expect(report.coverage?.totals.lines?.total == row.figures["lines_total"]?.int)
            #expect(report.coverage?.totals.lines?.covered == row.figures["lines_covered"]?.int)
        case "sarif":
            #expect(report.findings?.findings.count == row.figures["results"]?.int)
            for (index, run) in (row.figures["per_run"]?.array ?? []).enumerated() {
                #expect(report.findings?.scans[index].tool == run["tool"]?.string)
                for member in run["by_effective_level"]?.object ?? [] {
                    #expect(report.findings?.findings.count { $0.level.rawValue == member.key } == member.value.int)
                }
            }
        case let format where FindingsCorpus.formats.contains(format): try FindingsCorpus.check(row, report)
        case let format where SurfaceCorpus.formats.contains(format): try SurfaceCorpus.check(row, report)
        case "k6-summary":
            let load = try #require(report.performance.first)
            let key = row.figures["key"]
            #expect(load.requests == key?["http_reqs"]?["count"]?.int)
            #expect(load.failed == key?["http_req_failed"]?["passes"]?.int)
            let p95 = try #require(key?["http_req_duration"]?["p(95)"]?.double)
            #expect(abs((load.latency[.p95] ?? 0) * 1_000 - p95) < 1e-9)
            #expect(load.latency[.p99] == nil)
        default: Issue.record("nothing compares the figures of \(row.format)")
        }
    }

    /// How far apart a report is cut: at every byte where `ASSAY_CUTS` is `all`, as `make cuts` does, which takes long.
    private static func step(between row: Corpus.Row, _ count: Int) -> Int {
        if getenv("ASSAY_CUTS").map({ String(cString: $0) }) == "all" { return 1 }
        return max(1, count / (count > 100_000 ? 15 : 100))
    }

    @Test("a report that is cut short is an error, never a smaller count", arguments: Corpus.rows)
    func truncation(_ row: Corpus.Row) throws {
        let bytes = try Corpus.read(row)
        let whole = imported(bytes: bytes)
        // A stream that lists more tests than it plans fits its plan better once it is cut.
        if row.path == "tap/action__08-everything.tap" { return }
        for cut in stride(from: 0, to: bytes.count, by: Self.step(between: row, bytes.count)) {
            let report = bytes.withUnsafeBytes {
                ReportReader.read(UnsafeRawBufferPointer(rebasing: $0[..<cut]), path: "report")
            }
            if report.status == .error {
                #expect(!report.carriesFigures)
                continue
            }
            // An LCOV file that ends behind a record is complete: nothing in the format says how many were meant.
            if row.format == "lcov",
                bytes[..<cut].reversed().drop(while: { $0 <= 0x20 }).starts(with: "drocer_fo_dne".utf8)
            {
                continue
            }
            if FindingsCorpus.endsBehindARecord(row, bytes[..<cut]) { continue }
            if CoverageCorpus.isCompleteInItself(row, bytes, cut, report) { continue }
            if QualityCorpus.isCompleteInItself(row, bytes, cut) { continue }
            // A cut TAP stream says that planned tests are missing, or that its last line has no end.
            if row.format == "tap", report.status == .warning {
                let (part, all) = (try #require(report.tests?.tally), try #require(whole.tests?.tally))
                #expect(part.errors > all.errors || part.total == all.total, "cut at byte \(cut) of \(bytes.count)")
                continue
            }
            if SurfaceCorpus.saysSo(row, report) { continue }
            // What is said may differ, as of a last line without an end that is cut off; what was counted may not.
            var same = report
            (same.bytes, same.messages) = (whole.bytes, whole.messages)
            #expect(same == whole, "cut at byte \(cut) of \(bytes.count)")
        }
    }
}

extension ImportCorpusTests {
    @Test("bytes changed at random never trap, hang or leave figures beside an error", arguments: Corpus.rows)
    func mutation(_ row: Corpus.Row) throws {
        let bytes = try Corpus.read(row)
        guard !bytes.isEmpty, bytes.count < 32_000 else { return }
        var random = SeededGenerator(seed: 1)
        for _ in 0..<100 {
            var changed = bytes
            for _ in 0..<(1 + random.below(4)) {
                let index = random.below(changed.count)
                switch random.below(3) {
                case 0: changed[index] = UInt8(random.below(256))
                case 1: changed[index] = Array(#"<>/"'&{}[]:,-0e"#.utf8)[random.below(15)]
                default:
                    let other = random.below(changed.count)
                    changed.replaceSubrange(
                        index..<min(index + 8, changed.count),
                        with: changed[other..<min(other + 8, changed.count)]
                    )
                }
            }
            let report = imported(bytes: changed)
            #expect(report.status != .error || !report.carriesFigures)
        }
    }
}

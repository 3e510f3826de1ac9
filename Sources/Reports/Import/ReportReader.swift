package import Core
import Criteria
package import Scanning

/// Turns a file into a `Report`: never throws, never waits; every trouble becomes a message.
///
/// A report with an error message carries no figures, so that nothing in it can be taken for evidence.
package enum ReportReader {
    package static func read(path: String, options: ReadOptions = ReadOptions()) -> Report {
        let file: MappedFile
        do throws(FileError) {
            file = try MappedFile(path: path)
        } catch {
            var report = Report(path: path, format: options.format ?? unknown)
            report.fail("cannot be read: \(error.message)" + (error.advice.map { "; \($0)" } ?? ""))
            return report
        }
        let modified = Double(file.modifiedAt) / 1_000_000_000
        var report = file.withBytes { read($0, path: path, options: options, modified: modified) }
        do throws(FileError) {
            try file.verifyUnchanged()
        } catch {
            report.fail(error.message + (error.advice.map { "; \($0)" } ?? ""))
            report.clear()
        }
        return report
    }

    /// Reads a document that is in memory already, packed with gzip or not; `path` only names it.
    package static func read(
        _ bytes: Bytes,
        path: String,
        options: ReadOptions = ReadOptions(),
        modified: Double? = nil
    ) -> Report {
        guard Gzip.isPacked(bytes) else { return readPlain(bytes, path, options, modified) }
        do throws(ScanError) {
            let content = try Gzip(bytes)
            var report = content.withBytes { readPlain($0, path, options, modified) }
            if report.messages.contains(where: { $0.offset != nil || $0.line != nil }) {
                report.note("lines and offsets are those of the unpacked content")
            }
            return report
        } catch {
            var report = Report(path: path, format: options.format ?? unknown, bytes: bytes.count, modified: modified)
            report.messages.append(ReportMessage(.error, error.message, offset: error.offset))
            return report
        }
    }

    private static func readPlain(
        _ bytes: Bytes,
        _ path: String,
        _ options: ReadOptions,
        _ modified: Double?
    ) -> Report {
        // What a test has printed of a secret is nobody's to read.
        guard let masked = options.mask.masked(bytes) else { return readMasked(bytes, path, options, modified) }
        var report = masked.withUnsafeBytes { readMasked($0, path, options, modified) }
        report.bytes = bytes.count
        return report
    }

    private static func readMasked(
        _ bytes: Bytes,
        _ path: String,
        _ options: ReadOptions,
        _ modified: Double?
    ) -> Report {
        let named = options.format.flatMap { ImporterRegistry.importer(id: $0)?.format.id }
        var report = Report(path: path, format: named ?? unknown, bytes: bytes.count, modified: modified)
        if let importer = importer(for: bytes, options: options, report: &report) {
            report.format = importer.format.id
            do throws(ScanError) {
                try importer.read(bytes, into: &report, options: options)
            } catch {
                report.messages.append(ReportMessage(error))
            }
            Reconciliation.settle(&report)
            report.checkFigures()
        }
        if report.status == .error { report.clear() }
        return report
    }

    /// What `Report.format` says where no format was recognised.
    package static let unknown = "unknown"

    /// The importer for the content; nil, and an error in the report, where there is none.
    private static func importer(
        for bytes: Bytes,
        options: ReadOptions,
        report: inout Report
    ) -> (any Importer.Type)? {
        if bytes.isEmpty {
            report.fail("the file is empty: its writer has written nothing, or was stopped before it could")
            return nil
        }
        if DocumentHead.firstVisible(bytes) >= bytes.count {
            report.fail("the file holds nothing but white space")
            return nil
        }
        if let id = options.format {
            if let importer = ImporterRegistry.importer(id: id) { return importer }
            let meant = Resemblance.nearest(to: id, among: ImporterRegistry.all.map { $0.format.id })
            let suggestion = meant.map { "; did you mean '\($0)'?" } ?? "; `assay list formats` lists those that are"
            report.fail("format '\(id)' is not known\(suggestion)")
            return nil
        }
        let head = DocumentHead(bytes)
        if let importer = ImporterRegistry.importer(for: head) { return importer }
        report.messages.append(unrecognised(head, bytes))
        return nil
    }

    private static func unrecognised(_ head: DocumentHead, _ bytes: Bytes) -> ReportMessage {
        let advice = "`assay list formats` lists them; `format:` beside its path, or `inspect --as`, names one"
        switch head.content {
        case .xml(let root) where root.name.isEmpty:
            let what = DocumentHead.isUTF16(bytes) ? "UTF-16 text that is no XML" : "no well-formed XML"
            guard let error = head.failure else { return ReportMessage(.error, what) }
            return ReportMessage(
                .error,
                "\(what): \(error.message)",
                line: error.line,
                column: error.column,
                offset: error.offset
            )
        case .xml(let root):
            let name = shown(root.name)
            return ReportMessage(.error, "an XML document with root element '\(name)' is no format known; \(advice)")
        case .json(let members):
            if let error = head.failure ?? invalidJSON(bytes) {
                return ReportMessage(
                    .error,
                    "no valid JSON: \(error.message)",
                    line: error.line,
                    column: error.column,
                    offset: error.offset
                )
            }
            let keys = members.prefix(5).map { "'\(shown($0.key))'" }.joined(separator: ", ")
            let what = members.isEmpty ? "a JSON document" : "a JSON document with \(keys)"
            return ReportMessage(.error, "\(what) is no format known; \(advice)")
        case .text(let line):
            let text = Text.lossy(line, limit: 60)
            return ReportMessage(.error, "text that begins with '\(text)' is no format known; \(advice)")
        }
    }

    /// What is wrong with the document's first value: its outline does not tell.
    private static func invalidJSON(_ bytes: Bytes) -> ScanError? {
        do throws(ScanError) {
            var json = try JSONReader(bytes)
            try json.skipValue()
            return nil
        } catch {
            return error
        }
    }

    private static func shown(_ name: String) -> String {
        Array(name.utf8).withUnsafeBytes { Text.lossy($0, limit: 60) }
    }
}

extension Report {
    /// At most this many figures that cannot be are named: one of them is enough to refuse the file.
    private static let namedFigures = 5

    /// Figures that cannot have been measured make the file unusable; those that contradict each other are told here, and
    /// weigh where they are judged.
    fileprivate mutating func checkFigures() {
        for problem in Plausibility.problems(in: self).prefix(Self.namedFigures) { fail(problem) }
        let contradictions = performance.compactMap { $0.contradiction(format: format) }
        for text in contradictions.prefix(Self.namedFigures) { warn("contradicts itself: \(text)") }
    }

    /// Takes every figure out.
    fileprivate mutating func clear() {
        tests = nil
        coverage = nil
        findings = nil
        packages = nil
        accessibility = nil
        contracts = nil
        performance = []
        measurements = []
        attestations = []
        declarations = []
    }
}

package import Core
package import Scanning
import Wire

/// TruffleHog 3's JSON lines (`--json`): a secret each, and among them what it logs where both outputs go to one file.
package enum TruffleHogImporter: Importer {
    package static let format = FormatDescription(id: "trufflehog", title: "TruffleHog JSON lines", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set((head.members ?? []).map(\.key))
        return keys.isSuperset(of: ["SourceMetadata", "DetectorName"])
            || keys.isSuperset(of: ["level", "logger", "msg"]) && keys.contains("ts")
    }

    private static let secrets = ["verified_secrets", "unverified_secrets"]

    /// `Raw`, `RawV2`, `Redacted` and `ExtraData` hold the secret or parts of it and are never read.
    private static let selection: JSONSelection = {
        let place = ["file", "line", "commit"].map { "SourceMetadata.Data.*.\($0)" }
        return JSONSelection(
            ["DetectorName", "DetectorDescription", "Verified", "msg", "logger", "level", "error", "chunks"] + secrets
                + place
        )
    }()

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var collector = FindingCollector("trufflehog")
        collector.rules = [Scan.Rule(id: "trufflehog", tags: ["secret"])]
        var isTruffleHog = false
        var declared: Int?
        var troubles: [String] = []
        try NDJSON.forEach(in: bytes) { json, _ throws(ScanError) in
            let start = try KeyedReader.start(&json)
            guard try json.peek() == .object else { throw json.error("a line must be an object", at: start) }
            let record = try selection.read(&json)
            if let detector = record.text("DetectorName") {
                isTruffleHog = true
                collector.add(secret(detector, record).finding("trufflehog"))
            } else if let message = record.text("msg") {
                guard record.text("logger")?.hasPrefix("trufflehog") ?? false else { return }
                isTruffleHog = true
                if record.text("level")?.lowercased().hasPrefix("error") ?? false {
                    troubles.append(record.text("error").map { "\(message): \($0)" } ?? message)
                }
                guard message == "finished scanning" else { return }
                // The log counts what goes to the other stream.
                for key in secrets { declared = (declared ?? 0) + max(0, min(record.number(key) ?? 0, 1 << 32)) }
                // What it calls chunks are the pieces of files that it looked at.
                collector.successful = true
                if let chunks = record.number("chunks"), chunks > 0 { collector.filesExamined = chunks }
            } else {
                throw json.error("a line has no 'DetectorName': not what TruffleHog writes", at: start)
            }
        }
        guard isTruffleHog else {
            report.fail("no line is of TruffleHog")
            return
        }
        report.declare(findings: declared, listed: collector.findings.count, "secrets, verified or not,")
        if let first = troubles.first {
            report.incomplete(
                "trufflehog reports \(troubles.count) errors of its own run, the first: \(first); run it again"
            )
        }
        collector.finish(&report)
    }

    private static func secret(_ detector: String, _ record: JSON) -> SecretFinding {
        // One member, named after the source: Git, Filesystem, Github, …
        let place = record.at("SourceMetadata.Data")?.object?.first?.value
        return SecretFinding(
            rule: detector,
            kind: "\(detector) secret",
            file: place?.text("file"),
            line: place?.number("line"),
            commit: place?.text("commit"),
            works: record.at("Verified")?.bool
        )
    }
}

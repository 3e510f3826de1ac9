package import Core
package import Scanning

/// A baseline of detect-secrets, audited or not; it lists the files with secrets only.
package enum DetectSecretsImporter: Importer {
    package static let format = FormatDescription(
        id: "detect-secrets",
        title: "detect-secrets baseline",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("plugins_used") != nil && head.member("results") != nil
    }

    private static let selection = JSONSelection([
        "version", "plugins_used.name", "results.*.type", "results.*.hashed_secret", "results.*.line_number",
        "results.*.is_secret", "results.*.is_verified",
    ])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        guard let files = document.at("results")?.object else {
            report.fail("'results' is no object of files")
            return
        }
        var collector = FindingCollector("detect-secrets", version: document.text("version"))
        collector.rules = report.optionalRecords(document, "plugins_used").compactMap { $0.text("name") }
            .map { Scan.Rule(id: $0, tags: ["secret"]) }
        if collector.rules.isEmpty { collector.isIncomplete("ran no plugin, so that nothing was looked for", &report) }
        for file in files {
            if file.value.array == nil { report.fail("'\(file.key)' has no list of secrets") }
            for record in file.value.array ?? [] { add(record, file.key, &collector, &report) }
        }
        collector.finish(&report)
    }

    private static func add(
        _ record: JSON,
        _ file: String,
        _ collector: inout FindingCollector,
        _ report: inout Report
    ) {
        guard let type = record.text("type") else {
            report.fail("a secret in '\(file)' has no 'type'")
            return
        }
        let secret = SecretFinding(
            rule: type,
            file: file,
            line: record.number("line_number"),
            digest: record.text("hashed_secret"),
            works: record.at("is_verified")?.bool == true ? true : nil,
            // An audit by a person found it to be none.
            suppressed: record.at("is_secret")?.bool == false
        )
        collector.add(secret.finding("detect-secrets"))
    }
}

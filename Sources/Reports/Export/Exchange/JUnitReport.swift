package import Core

/// Every test of a run as JUnit XML, as code hosts and CI systems read it.
package enum JUnitReport {
    package static func bytes(
        _ summary: RunSummary,
        details: RunDetails = RunDetails(),
        retries: RetryForm = .decided
    ) -> [UInt8] {
        let rows = TestList(summary, details).rows
        var groups: [String: [TestList.Row]] = [:]
        var names: [String] = []
        for row in rows {
            let name = [row.suite, row.className, row.file].first { !$0.isEmpty } ?? "tests"
            if groups[name] == nil { names.append(name) }
            groups[name, default: []].append(row)
        }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay\"\(totals(rows, retries))>\n"
        for name in names {
            let rows = groups[name] ?? []
            text += "<testsuite\(XMLText.attribute("name", CleanText.line(name)))\(totals(rows, retries))>\n"
            for row in rows { text += cases(row, retries) }
            text += "</testsuite>\n"
        }
        return Array((text + "</testsuites>\n").utf8)
    }

    private static func totals(_ rows: [TestList.Row], _ retries: RetryForm) -> String {
        let again = retries == .duplicates ? rows.flatMap(\.earlier) : []
        let failed = rows.count { $0.status == .failed } + again.count { $0.status == .failed }
        let errors = rows.count { $0.status == .error } + again.count { $0.status == .error }
        let skipped = rows.count { $0.status == .skipped }
        let seconds = rows.reduce(0) { $0 + ($1.seconds ?? 0) }
        return
            " tests=\"\(rows.count + again.count)\" failures=\"\(failed)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
            + " time=\"\(XMLText.seconds(seconds))\""
    }

    private static func cases(_ row: TestList.Row, _ retries: RetryForm) -> String {
        let named = row.variant.isEmpty ? row.name : "\(row.name) (\(row.variant))"
        var head = "<testcase" + XMLText.attribute("name", CleanText.line(named, limit: nameLimit))
        head += XMLText.attribute("classname", CleanText.line(row.className.isEmpty ? row.suite : row.className))
        head += XMLText.attribute("file", CleanText.line(row.file))
        var text = ""
        if retries == .duplicates {
            for test in row.earlier {
                let body = problem(test.status == .error ? "error" : "failure", test.message ?? "")
                text += "\(head)\(place(test.line))\(time(test.seconds))>\(body)</testcase>\n"
            }
        }
        var body = ""
        switch row.status {
        case .passed: break
        case .failed: body = problem("failure", row.message)
        case .error: body = problem("error", row.message)
        case .skipped: body = "<skipped\(XMLText.attribute("message", CleanText.line(row.message)))/>"
        }
        if retries == .surefire {
            let kind = row.status == .passed ? "flaky" : "rerun"
            // A report that says no more of a try than that it failed.
            if row.flaky, row.earlier.isEmpty { body += problem("flakyFailure", row.message) }
            for test in row.earlier {
                body += problem(kind + (test.status == .error ? "Error" : "Failure"), test.message ?? "")
            }
        }
        let start = "\(head)\(place(row.line))\(time(row.seconds))"
        return text + (body.isEmpty ? "\(start)/>\n" : "\(start)>\(body)</testcase>\n")
    }

    /// Longer than a line of a report: what is cut off a name here makes two tests one.
    private static let nameLimit = 2_000

    private static func place(_ line: Int?) -> String { line.map { " line=\"\($0)\"" } ?? "" }

    private static func time(_ seconds: Double?) -> String { seconds.map { " time=\"\(XMLText.seconds($0))\"" } ?? "" }

    private static func problem(_ element: String, _ message: String) -> String {
        let clean = CleanText.block(message)
        let first = clean.split(separator: "\n").first.map(String.init) ?? ""
        return "<\(element)\(XMLText.attribute("message", first))>\(XMLText.escaped(clean))</\(element)>"
    }
}

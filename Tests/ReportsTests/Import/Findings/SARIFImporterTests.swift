import Core
import Reports
import Testing

@Suite struct SARIFImporterTests {
    private func report(run: String) -> Report { imported(#"{"version": "2.1.0", "runs": [{\#(run)}]}"#) }

    private func report(results: String, rules: String = "", run: String = "") -> Report {
        report(
            run:
                #"\#(run)"results": [\#(results)], "tool": {"driver": {"name": "t", "version": "1", "rules": [\#(rules)]}}"#
        )
    }

    private func findings(_ results: String, rules: String = "", run: String = "") -> [Finding] {
        report(results: results, rules: rules, run: run).findings?.findings ?? []
    }

    @Test(
        "the level is the result's, else its rule's, else warning",
        arguments: [
            (#"{"ruleId": "a", "level": "note"}"#, Finding.Level.note), (#"{"ruleId": "a"}"#, .error),
            (#"{"ruleIndex": 0}"#, .error), (#"{"ruleId": "a/sub"}"#, .error), (#"{"ruleId": "b"}"#, .warning),
            (#"{"ruleId": "a", "kind": "review"}"#, .none), (#"{"rule": {"index": 0}}"#, .error),
        ]
    )
    func level(_ result: String, _ level: Finding.Level) {
        let rules = #"{"id": "a", "defaultConfiguration": {"level": "error"}}"#
        #expect(findings(result, rules: rules).map(\.level) == [level])
    }

    @Test(
        "security-severity becomes a severity by the bands of CVSS",
        arguments: [
            (#""9.0""#, Finding.Severity.critical), ("8.9", .high), (#""7""#, .high), ("6.9", .medium), ("4", .medium),
            ("0.1", .low), ("0", .info), ("11", .unknown), (#""high""#, .unknown),
        ]
    )
    func severity(_ score: String, _ severity: Finding.Severity) {
        let rules = #"{"id": "a", "properties": {"security-severity": \#(score)}}"#
        #expect(findings(#"{"ruleId": "a"}"#, rules: rules).map(\.severity) == [severity])
    }

    @Test("weaknesses are found in tags, properties, relationships and taxa; tags are lower-cased")
    func weaknesses() {
        let rules = """
            {"id": "a", "properties": {"tags": ["Security", "external/cwe/cwe-79"], "cwe": ["CWE-89: SQL"]},
             "relationships": [{"target": {"id": "22", "toolComponent": {"name": "CWE"}}}]}
            """
        let found = findings(
            #"{"ruleId": "a", "taxa": [{"id": "CWE-78"}], "properties": {"tags": ["X"]}}"#,
            rules: rules
        )
        #expect(found.map(\.cwe) == [[22, 78, 79, 89]])
        #expect(found.map(\.tags) == [["security", "external/cwe/cwe-79", "x"]])
    }

    @Test(
        "a result is suppressed where every suppression is accepted",
        arguments: [
            (#"[{"kind": "inSource"}]"#, true), (#"[{"status": "accepted"}]"#, true),
            (#"[{"status": "rejected"}]"#, false),
            (#"[{"status": "underReview"}, {"kind": "external"}]"#, false), ("[]", false),
        ]
    )
    func suppression(_ suppressions: String, _ suppressed: Bool) {
        #expect(findings(#"{"suppressions": \#(suppressions)}"#).map(\.suppressed) == [suppressed])
    }

    @Test("places: decoded URIs, artifacts by index, relative bases")
    func places() {
        func location(_ artifact: String) -> String {
            #"{"locations": [{"physicalLocation": {"artifactLocation": \#(artifact), "region": {"startLine": 3, "startColumn": 5}}}]}"#
        }
        let found = findings(
            [
                location(#"{"uri": "src/a%20b.c", "uriBaseId": "%SRCROOT%"}"#), location(#"{"index": 1}"#),
                location(#"{"uri": "c.c", "uriBaseId": "SUB"}"#), location(#"{"uri": "file:///w/d.c"}"#),
            ].joined(separator: ","),
            run: """
                "artifacts": [{"location": {"uri": "x.c"}}, {"location": {"uri": "y.c"}}],
                "originalUriBaseIds": {"%SRCROOT%": {"uri": "file:///home/me/"}, "SUB": {"uri": "sub/"}},
                """
        )
        #expect(found.map(\.file) == ["src/a b.c", "y.c", "sub/c.c", "/w/d.c"])
        #expect(found.first?.line == 3)
        #expect(found.first?.column == 5)
    }

    @Test("a scan states its tool, scope, rules and success")
    func scan() {
        let report = report(
            results: "",
            rules: #"{"id": "a", "properties": {"tags": ["cwe-79"]}}"#,
            run: #""artifacts": [{}, {}], "invocations": [{"executionSuccessful": true}],"#
        )
        #expect(report.status == .ok)
        #expect(report.tool == "t 1")
        #expect(
            report.findings
                == FindingResults(
                    scans: [
                        Scan(
                            tool: "t",
                            version: "1",
                            filesExamined: 2,
                            rules: [.init(id: "a", cwe: [79], tags: ["cwe-79"])],
                            successful: true
                        )
                    ]
                )
        )
    }

    @Test("a run that says it failed is an error with what the tool said")
    func failed() {
        let report = report(
            results: "",
            run: """
                "invocations": [{"executionSuccessful": false, "toolExecutionNotifications":
                [{"level": "error", "message": {"text": "no such folder"}}]}],
                """
        )
        #expect(report.errors == ["t says that its run has failed (executionSuccessful is false): no such folder"])
        #expect(!report.carriesFigures)
    }

    @Test("no results are not the same as empty results: a warning, and the run is not called successful")
    func absentResults() {
        for results in ["", #""results": null,"#] {
            let report = report(
                run: #"\#(results)"invocations": [{"executionSuccessful": true}], "tool": {"driver": {"name": "t"}}"#
            )
            #expect(
                report.warnings == [
                    "run 1 (t) has no results at all, which is not the same as no finding: let t write its whole log anew"
                ]
            )
            #expect(report.findings?.scans.map(\.successful) == [nil])
        }
    }

    @Test("a rule that is switched off did not run, unless it found something; an override says the last word")
    func switchedOff() {
        let rules = #"{"id": "a", "defaultConfiguration": {"enabled": false}}, {"id": "b"}, {"id": "c"}"#
        let run = #"""
            "invocations": [{"executionSuccessful": true, "ruleConfigurationOverrides": [
            {"descriptor": {"id": "b"}, "configuration": {"enabled": false}},
            {"descriptor": {"index": 2}, "configuration": {"level": "Note"}}]}],
            """#
        let silent = report(results: "", rules: rules, run: run)
        #expect(silent.findings?.scans[0].rules.map(\.id) == ["c"])
        #expect(silent.notes.contains { $0.contains("a, b") })
        let loud = report(results: #"{"ruleId": "a"}, {"ruleId": "c"}"#, rules: rules, run: run)
        #expect(loud.findings?.scans[0].rules.map(\.id) == ["a", "c"])
        #expect(loud.findings?.findings.map(\.level) == [.warning, .note])
    }

    @Test("only files that were looked at for problems are examined, by their roles")
    func roles() {
        let artifacts = #"""
            "artifacts": [{"location": {"uri": "a.c"}, "roles": ["analysisTarget", "attachment"]}, {"location": {"uri": "b.c"}},
            {"location": {"uri": "r.yml"}, "roles": ["toolSpecifiedConfiguration"]},
            {"location": {"uri": "x.log"}, "roles": ["debugOutputFile"]}],
            """#
        let scan = report(results: "", run: artifacts).findings?.scans[0]
        #expect(scan?.files == ["a.c", "b.c"])
        #expect(scan?.filesExamined == 2)
    }

    @Test("errors of the tool's own run leave a gap, in the files that they name or in all")
    func troubles() {
        func message(_ notification: String) -> ReportMessage? {
            report(
                results: "",
                run: #""artifacts": [{"location": {"uri": "a.c"}}, {"location": {"uri": "b.c"}}], "#
                    + #""invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [\#(notification)]}],"#
            ).messages.first
        }
        let place = #""locations": [{"physicalLocation": {"artifactLocation": {"index": 1}}}]"#
        #expect(message(#"{"level": "Error", "message": {"text": "x"}}"#)?.gap == .init(tool: "t"))
        #expect(message(#"{"level": "error", \#(place)}"#)?.gap == .init(tool: "t", files: ["b.c"]))
        #expect(message(#"{"message": {"text": "x"}, "descriptor": {"id": "Timeout"}}"#)?.gap == .init(tool: "t"))
        #expect(message(#"{"level": "warning", "message": {"text": "x"}}"#) == nil)
        #expect(message(#"{"level": "note", "message": {"text": "timed out"}}"#) == nil)
    }

    @Test("an exit code other than 0 is ordinary beside results, and contradicts none", arguments: [true, false])
    func exitCode(hasResults: Bool) {
        let report = report(
            results: hasResults ? #"{"ruleId": "a"}"# : "",
            run: #""invocations": [{"executionSuccessful": true, "exitCode": 2, "exitCodeDescription": "crashed"}],"#
        )
        #expect(report.status == (hasResults ? .ok : .error))
        #expect(hasResults || report.errors.first?.contains("exit code 2 (crashed)") == true)
    }

    @Test("words are read in any case")
    func anyCase() {
        let found = findings(
            #"{"ruleId": "a", "level": "Error"}, {"kind": "Pass"}, {"baselineState": "Absent"}, {"level": "NOTE", "suppressions": [{"status": "Accepted"}]}"#
        )
        #expect(found.map(\.level) == [.error, .note])
        #expect(found.map(\.suppressed) == [false, true])
    }

    @Test("results that tell of no problem are no findings")
    func passes() {
        let report = report(results: #"{"kind": "pass"}, {"baselineState": "absent"}, {"ruleId": "a"}"#)
        #expect(report.findings?.findings.map(\.rule) == ["a"])
        #expect(report.notes.count == 2)
    }

    @Test("rules of extensions are found by their component")
    func extensions() {
        let report = report(
            run: #"""
                "tool": {"driver": {"name": "t", "rules": [{"id": "d"}]}, "extensions": [{"name": "e", "rules":
                [{"id": "x", "defaultConfiguration": {"level": "note"}}]}]},
                "results": [{"rule": {"index": 0, "toolComponent": {"index": 0}}}, {"ruleId": "x"}]
                """#
        )
        #expect(report.findings?.findings.map(\.rule) == ["x", "x"])
        #expect(report.findings?.findings.map(\.level) == [.note, .note])
    }

    @Test(
        "what is no SARIF 2.1.0 is refused",
        arguments: [
            #"{"version": "1.0.0", "runs": [{}]}"#, #"{"version": "2.1.0", "runs": []}"#, #"{"version": "2.1.0"}"#,
            #"{"version": "2.1.0", "runs": [1]}"#, #"{"version": "2.1.0", "runs": [{"results": [1]}]}"#, "[]",
            #"{"version": "2.1.0", "runs": [{"results": []}]"#,
        ]
    )
    func refused(_ text: String) {
        let report = imported(text, format: "sarif")
        #expect(report.status == .error)
        #expect(!report.carriesFigures)
    }

    @Test(
        "a fingerprint is the first four of the tool's own, in the order of their texts",
        arguments: [
            (#"{"a": "1"}"#, "a=1"), (#"{"b": "2", "a": "1"}"#, "a=1 b=2"), (#"{"a": "1", "a=": "0"}"#, "a=1 a==0"),
            (#"{"ab": "1", "a": "1", "a!": "1"}"#, "a!=1 a=1 ab=1"), (#"{"a": "2", "a": "1"}"#, "a=1 a=2"),
            (#"{"e": "1", "d": "2", "c": "3", "b": "4", "a": "5"}"#, "a=5 b=4 c=3 d=2"),
            (#"{"b": "\u0031", "a": "é"}"#, "a=é b=1"), (#"{"b": "x\ny", "a": 7, "c": null}"#, "b=x\ny"),
            (#"{"a": ""}"#, "a="),
        ]
    )
    func fingerprint(_ fingerprints: String, _ text: String) {
        #expect(findings(#"{"partialFingerprints": \#(fingerprints)}"#).map(\.fingerprint) == [text])
    }

    @Test("a long list of results is read in full, each with its own place")
    func many() {
        let results = (0..<5_000).map { number in
            let region = #""region": {"startLine": \#(number + 1)}"#
            let place = #"{"artifactLocation": {"uri": "src/a%20\#(number % 7).c"}, \#(region)}"#
            let locations = #""locations": [{"physicalLocation": \#(place)}]"#
            return #"{"ruleId": "a", "message": {"text": "m \#(number)"}, \#(locations)}"#
        }
        let found = findings(results.joined(separator: ",\n"))
        #expect(found.map(\.message) == (0..<5_000).map { "m \($0)" })
        #expect(found.map(\.file) == (0..<5_000).map { "src/a \($0 % 7).c" })
        #expect(found.map(\.line) == (1...5_000).map(Int?.init))
    }

    @Test("a log is recognised by its first keys, and what is wrong behind them is an error of that format")
    func recognised() {
        for log in [#"{"version": "2.1.0", "runs": [{]}"#, #"{"$schema": "s", "runs": [{"tool": "#] {
            let report = imported(log)
            #expect(report.format == "sarif")
            #expect(report.status == .error)
        }
        #expect(imported(#"{"runs": [{"results": []}], "version": "2.1.0"}"#).format == "sarif")
        #expect(imported(#"{"runs": [{"results": []}]}"#).format != "sarif")
    }

    @Test("what results rest on counts wherever it stands, behind them too")
    func order() {
        let tool =
            #""tool": {"driver": {"name": "t", "rules": [{"id": "a", "defaultConfiguration": {"level": "error"}}]}}"#
        let artifacts = #""artifacts": [{"location": {"uri": "x.c"}}]"#
        let place = #"{"physicalLocation": {"artifactLocation": {"index": 0}}}"#
        let results = #""results": [{"ruleId": "a", "message": {"text": "m"}, "locations": [\#(place)]}]"#
        let first = report(run: [tool, artifacts, results].joined(separator: ", ")).findings
        #expect(first?.findings.map(\.file) == ["x.c"])
        #expect(first?.findings.map(\.level) == [.error])
        for order in [[results, tool, artifacts], [tool, results, artifacts], [artifacts, results, tool]] {
            #expect(report(run: order.joined(separator: ", ")).findings == first)
        }
    }
}

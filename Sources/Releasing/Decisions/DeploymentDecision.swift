package import Core
package import Scanning

/// Whether an artifact may be deployed, line by line, with who can give what is missing.
package struct DeploymentDecision: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package var requirement: String
        package var verdict: Verdict
        package var detail: String
        package var remedy: String?
        package var run: String?

        package init(
            _ requirement: String,
            _ verdict: Verdict,
            _ detail: String,
            remedy: String? = nil,
            run: String? = nil
        ) {
            self.requirement = requirement
            self.verdict = verdict
            self.detail = detail
            self.remedy = remedy
            self.run = run
        }
    }

    package static let predicateType = "urn:assay:deployment-decision:v1"

    package var subject: ReleaseSubject
    package var lines: [Line]
    /// Seconds since 1970.
    package var time: Double

    package init(subject: ReleaseSubject, lines: [Line], time: Double) {
        self.subject = subject
        self.lines = lines
        self.time = time
    }

    /// The worst line's; nothing asked is nothing measured, and what applies to nothing promotes nothing.
    package var verdict: Verdict {
        let worst = lines.map(\.verdict).max() ?? .notEvaluated
        return worst == .notApplicable ? .notEvaluated : worst
    }

    package var isAllowed: Bool { !verdict.blocks }

    /// The in-toto Statement that is signed and stored.
    package var statement: JSON {
        [
            "_type": JSON(Statement.type),
            "subject": [
                ["name": "artifact", "digest": ["sha256": JSON(subject.artifact)]],
                ["name": "commit", "digest": ["gitCommit": JSON(subject.commit)]],
            ],
            "predicateType": JSON(Self.predicateType), "predicate": json,
        ]
    }

    package var json: JSON {
        [
            "environment": JSON(subject.environment), "artifact": JSON(subject.artifact),
            "commit": JSON(subject.commit), "verdict": JSON(verdict.rawValue), "allowed": JSON(isAllowed),
            "verdictDigest": JSON(subject.verdict), "gatesDigest": JSON(subject.gates), "time": JSON(time),
            "requirements": JSON(lines.map(Self.json)),
        ]
    }

    /// A decision as it was stored; nil for anything else.
    package init?(_ json: JSON) {
        guard let environment = json["environment"]?.string, let artifact = json["artifact"]?.string,
            let commit = json["commit"]?.string, let time = json["time"]?.double,
            let lines = json["requirements"]?.array
        else { return nil }
        self.init(
            subject: ReleaseSubject(
                environment: environment,
                artifact: artifact,
                commit: commit,
                verdict: json["verdictDigest"]?.string ?? "",
                gates: json["gatesDigest"]?.string ?? ""
            ),
            lines: lines.compactMap(Self.line),
            time: time
        )
    }

    private static func line(_ json: JSON) -> Line? {
        guard let name = json["name"]?.string, let verdict = json["verdict"]?.string.flatMap(Verdict.init(rawValue:))
        else { return nil }
        return Line(
            name,
            verdict,
            json["detail"]?.string ?? "",
            remedy: json["remedy"]?.string,
            run: json["run"]?.string
        )
    }

    private static func json(_ line: Line) -> JSON {
        JSON(present: [
            "name": JSON(line.requirement), "verdict": JSON(line.verdict.rawValue), "detail": JSON(line.detail),
            "remedy": JSON(line.remedy), "run": JSON(line.run),
        ])
    }

    /// What an approval is bound to of the verdicts: every answer but those that approvals themselves give.
    package static func fingerprint(_ lines: [Line]) -> String {
        lines.map { "\($0.requirement)|\($0.verdict.rawValue)|\($0.run ?? "")" }.joined(separator: "\n")
    }

    /// Lines for people.
    package var text: [String] {
        let width = lines.map(\.requirement.count).max() ?? 0
        let head =
            "\(subject.environment): \(isAllowed ? "may be deployed" : "may not be deployed") (\(verdict.rawValue))"
        let about = "  artifact sha256:\(subject.artifact.prefix(12))… of commit \(subject.commit.prefix(10))"
        return [head, about]
            + lines.flatMap { line in
                let name = line.requirement + String(repeating: " ", count: width - line.requirement.count)
                let first = "  \(line.verdict.blocks ? "✗" : "✓") \(name)  \(line.verdict.rawValue): \(line.detail)"
                return [first] + (line.remedy.map { ["      → \($0)"] } ?? [])
            }
    }
}

import Core
import Criteria
import Testing

@Suite("Vulnerabilities that became known since the baseline")
struct NewlyDisclosedTests {
    private func vulnerability(_ id: String, _ package: String, file: String? = "go.sum") -> Finding {
        var finding = Finding(tool: "grype", rule: id, severity: .high, file: file, tags: ["vulnerability"])
        finding.package = Finding.Package(name: package, version: "1.0")
        finding.published = CalendarDay("2026-11-20")
        return finding
    }

    private func scan(_ findings: [Finding]) -> Report {
        let rules = [Scan.Rule(id: "grype", tags: ["vulnerability"])]
        return Given.scan("grype", files: 9, rules: rules, findings: findings)
    }

    private func verdict(
        _ now: [Finding],
        changed file: String,
        _ policy: DisclosurePolicy? = nil,
        protected: String? = "main"
    ) throws -> RunVerdict {
        let criterion = try Given.criterion(
            .security,
            "vulnerability_scan.high",
            "0",
            qualifiers: Qualifiers(newlyDisclosed: policy)
        )
        let project = Project(gates: [Gate(id: .security, criteria: [criterion])])
        let family = BranchFamily(branch: "feature", protected: protected, base: protected == nil ? nil : "base")
        let earlier = Given.earlier(500, [scan([])], branch: protected ?? "feature", commit: "base")
        let baselines = Baselines(
            [earlier],
            for: Given.context("now", branch: "feature"),
            family: family,
            project: project
        )
        let change = ChangeSet(base: "main at base", files: [FileChange(path: file, added: [1...1])])
        let evidence = Evidence(
            reports: [scan(now)],
            project: project,
            surroundings: Surroundings(change: change)
        )
        return RunJudge(evidence: evidence, history: baselines, gates: project.gates, steps: []).verdict()
    }

    @Test("warn on a change that does not touch their package, and are told with their day")
    func untouched() throws {
        let verdict = try verdict([vulnerability("CVE-2026-1", "yaml")], changed: "main.go")
        #expect(verdict.overall == .warn)
        #expect(verdict.gates.map(\.verdict) == [.pass])
        let problem = try #require(verdict.problems.first)
        #expect(problem.title == "1 vulnerability was disclosed since the baseline")
        #expect(problem.detail?.contains("CVE-2026-1 in yaml 1.0 (disclosed on 2026-11-20)") == true)
    }

    @Test(
        "fail where the change may have brought them, on the protected branch, and where the gate says so",
        arguments: [
            ("go.sum", nil, "main"), ("main.go", nil, nil), ("main.go", DisclosurePolicy.fail, "main"),
        ] as [(String, DisclosurePolicy?, String?)]
    )
    func fails(_ file: String, _ policy: DisclosurePolicy?, _ protected: String?) throws {
        let found = [vulnerability("CVE-2026-1", "yaml")]
        #expect(try verdict(found, changed: file, policy, protected: protected).overall == .fail)
    }

    @Test("that name no file may come from any change of packages")
    func nameless() throws {
        let found = [vulnerability("CVE-2026-1", "yaml", file: nil)]
        #expect(try verdict(found, changed: "web/package-lock.json").overall == .fail)
        #expect(try verdict(found, changed: "web/index.js").overall == .warn)
    }
}

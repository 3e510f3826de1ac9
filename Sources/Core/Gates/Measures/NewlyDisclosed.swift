/// Vulnerabilities that the baseline's scan did not know yet, in packages that the change does not touch.
///
/// They came to be known meanwhile: the change that happens to be judged now has not brought them.
struct NewlyDisclosed {
    /// Each with what is known of its day.
    private(set) var findings: [MergedFinding] = []
    private var days: [String] = []
    private var keys: Set<String> = []
    /// Whether they only warn: as the gate says, else on a change; on the protected branch they fail.
    let warns: Bool

    init(_ evidence: Evidence, _ criterion: Criterion) {
        warns = (criterion.qualifiers.newlyDisclosed ?? .usual(evidence)) == .warn
        guard let scanned = evidence.scans[.vulnerabilities], let change = evidence.surroundings.change else { return }
        let open = scanned.open()
        guard !open.isEmpty else { return }
        let news = FindingNews(open, .vulnerabilities, evidence, criterion.qualifiers.baseline)
        guard case .baseline(let use) = news.basis, let run = use.runs.first else { return }
        for entry in news.new where !change.touchesPackage(of: entry.finding) {
            findings.append(entry)
            keys.insert(Self.key(entry))
            let day = entry.finding.published.map { "disclosed on \($0)" }
            let known = CalendarDay(containing: run.started).map { "not known to the scan of \($0)" }
            days.append(day ?? known ?? "not known to the baseline")
        }
    }

    /// The open findings without those that only warn.
    func leavingOut(_ open: [MergedFinding]) -> [MergedFinding] {
        guard warns, !findings.isEmpty else { return open }
        return open.filter { !keys.contains(Self.key($0)) }
    }

    /// What a reader has to know of those among some open findings.
    func notes(on open: [MergedFinding]) -> [String] {
        let own = among(open)
        guard !own.isEmpty else { return [] }
        let what = "newly disclosed, in packages that the change does not touch: \(list(own))"
        return [warns ? "\(what); `newly_disclosed: warn` leaves them to a warning" : what]
    }

    /// What a run says of those that only warn; nil where there is none.
    func warning(of open: [MergedFinding]) -> Problem? {
        let own = among(open)
        guard warns, !own.isEmpty else { return nil }
        let noun = own.count == 1 ? "1 vulnerability was" : "\(own.count) vulnerabilities were"
        return Problem(
            .warn,
            "\(noun) disclosed since the baseline",
            detail: list(own) + ": the change does not touch their packages",
            remedy: "update them soon: the protected branch fails for them (`newly_disclosed`)"
        )
    }

    private func among(_ open: [MergedFinding]) -> [Int] {
        guard !findings.isEmpty else { return [] }
        let asked = Set(open.map(Self.key))
        return findings.indices.filter { asked.contains(Self.key(findings[$0])) }
    }

    private static func key(_ entry: MergedFinding) -> String {
        "\(entry.finding.rule) \(entry.finding.package?.title ?? "") \(entry.finding.file ?? "")"
    }

    private func list(_ own: [Int]) -> String {
        let shown = own.prefix(5).map { index in
            let package = findings[index].finding.package.map { " in \($0.title)" } ?? ""
            return "\(findings[index].offender.name)\(package) (\(days[index]))"
        }
        return shown.joined(separator: ", ") + (own.count > 5 ? ", 5 of \(own.count) shown" : "")
    }
}

extension DisclosurePolicy {
    /// On a change they warn, as it has not brought them; on the protected branch somebody has to see to them.
    fileprivate static func usual(_ evidence: Evidence) -> DisclosurePolicy {
        evidence.earlierScans?.isOfChange == true ? .warn : .fail
    }
}

extension ChangeSet {
    /// Files that say which packages a project uses, by name.
    private static let manifests: Set<String> = [
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock",
        "pyproject.toml", "poetry.lock", "uv.lock", "pdm.lock", "Pipfile", "Pipfile.lock", "setup.py", "setup.cfg",
        "go.mod", "go.sum", "Cargo.toml", "Cargo.lock", "Gemfile", "Gemfile.lock", "composer.json", "composer.lock",
        "pom.xml", "build.gradle", "build.gradle.kts", "gradle.lockfile", "libs.versions.toml", "Package.swift",
        "Package.resolved", "packages.lock.json", "packages.config", "pubspec.yaml", "pubspec.lock", "mix.lock",
        "Dockerfile", "Containerfile", "conanfile.txt", "conanfile.py", "vcpkg.json",
    ]

    /// Whether the change may have brought the package: it edits the file that names it, or, where none is named, any that
    /// names packages.
    fileprivate func touchesPackage(of finding: Finding) -> Bool {
        if let file = finding.file, files.contains(where: { $0.path == file || $0.oldPath == file }) { return true }
        guard finding.file == nil || !Self.namesPackages(finding.file ?? "") else { return false }
        return files.contains { Self.namesPackages($0.path) }
    }

    private static func namesPackages(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return manifests.contains(name) || (name.hasPrefix("requirements") && name.hasSuffix(".txt"))
            || name.hasSuffix(".csproj") || name.hasSuffix(".fsproj")
    }
}

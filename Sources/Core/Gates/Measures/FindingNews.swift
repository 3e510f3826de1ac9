import Criteria

/// Which open findings of a category are new: the baseline does not have them; without a baseline, the change adds or edits
/// the lines that they stand on.
struct FindingNews {
    /// What tells new from old.
    enum Basis {
        case baseline(BaselineUse)
        case change(String)
        /// Nothing does; the reason says why.
        case unknown(String)
    }

    let basis: Basis
    /// New ones first.
    let findings: [MergedFinding]
    /// How many of them are new, which stand first; 0 where nothing is known.
    let newCount: Int

    init(_ open: [MergedFinding], _ category: ScanCategory, _ evidence: Evidence, _ choice: BaselineChoice?) {
        let change = evidence.surroundings.change.map(ChangedLines.init)
        let flags: [Bool]
        switch evidence.earlierScans.map({ $0.look(category, choice) }) ?? .failure(.init(reason: "no baseline")) {
        case .success(let found):
            let earlier = found.scan.open()
            flags =
                category == .vulnerabilities
                ? Self.unknownTo(earlier, open) : Self.excess(of: open, over: earlier, change)
            basis = .baseline(
                BaselineUse(
                    value: Double(earlier.count),
                    dimension: .count,
                    origin: found.origin,
                    runs: [found.run],
                    leftOut: found.leftOut
                )
            )
        case .failure(let nothing):
            if let change {
                flags = open.map { change.touches($0.finding) }
                basis = .change(change.change.base)
            } else {
                flags = open.map { _ in false }
                basis = .unknown(
                    "\(nothing.reason); \(evidence.surroundings.unknownChange ?? "the change is not known")"
                )
            }
        }
        newCount = flags.count { $0 }
        let mixed = newCount > 0 && newCount < open.count
        findings =
            mixed
            ? open.indices.filter { flags[$0] }.map { open[$0] } + open.indices.filter { !flags[$0] }.map { open[$0] }
            : open
    }

    var new: ArraySlice<MergedFinding> { findings.prefix(newCount) }

    /// Of problems that nothing tells apart, as many as there are more than before: those on lines of the change first.
    private static func excess(
        of open: [MergedFinding],
        over earlier: [MergedFinding],
        _ change: ChangedLines?
    ) -> [Bool] {
        let moved = change?.oldPaths ?? [:]
        var known: [FindingIdentity: [Int?]] = [:]
        for entry in earlier {
            known[FindingIdentity(entry.finding, moved: [:]), default: []].append(entry.finding.line)
        }
        let groups = Dictionary(grouping: open.indices) { FindingIdentity(open[$0].finding, moved: moved) }
        var flags = open.map { _ in false }
        for (identity, members) in groups {
            let old = known[identity] ?? []
            guard members.count > old.count else { continue }
            let likely = members.sorted { left, right in
                let (one, other) = (open[left].finding, open[right].finding)
                let touched = (change?.touches(one) ?? false, change?.touches(other) ?? false)
                if touched.0 != touched.1 { return touched.0 }
                let stood = (old.contains(one.line), old.contains(other.line))
                return stood.0 == stood.1 ? left > right : stood.1
            }
            for index in likely.prefix(members.count - old.count) { flags[index] = true }
        }
        return flags
    }

    /// A vulnerability is known where any of its names was, for the same package.
    private static func unknownTo(_ earlier: [MergedFinding], _ open: [MergedFinding]) -> [Bool] {
        let known = Set(earlier.flatMap { names(of: $0.finding) })
        return open.map { known.isDisjoint(with: names(of: $0.finding)) }
    }

    private static func names(of finding: Finding) -> [String] {
        let place = finding.package?.key.name ?? finding.file ?? ""
        return ([finding.rule] + finding.aliases).map { "\($0.uppercased()) \(place)" }
    }

    /// The worst of some findings, by severity, then level, then place; picked out, as sorting all would take longer.
    static func worst(_ count: Int, of findings: ArraySlice<MergedFinding>) -> [MergedFinding] {
        var worst: [Int] = []
        for index in findings.indices {
            if worst.count == count, let last = worst.last, !precedes(findings[index].finding, findings[last].finding) {
                continue
            }
            let place = worst.firstIndex { precedes(findings[index].finding, findings[$0].finding) } ?? worst.count
            worst.insert(index, at: place)
            if worst.count > count { worst.removeLast() }
        }
        return worst.map { findings[$0] }
    }

    private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        if left.severity != right.severity {
            return Finding.Severity.worse(left.severity, right.severity) == left.severity
        }
        if left.level != right.level { return Finding.Level.worse(left.level, right.level) == left.level }
        let (one, other) = (left.file ?? "", right.file ?? "")
        return one == other ? (left.line ?? 0, left.rule) < (right.line ?? 0, right.rule) : one < other
    }
}

/// What a change does to each file, to look findings up in.
private struct ChangedLines {
    let change: ChangeSet
    private let files: [String: FileChange]

    init(_ change: ChangeSet) {
        self.change = change
        files = Dictionary(change.files.map { ($0.path, $0) }) { first, _ in first }
    }

    /// Where files that moved were before, by where they are now.
    var oldPaths: [String: String] { files.filter { $0.value.kind == .renamed }.compactMapValues(\.oldPath) }

    /// Whether a finding stands on a line that the change adds or edits; one without a line, in a file that it changes.
    func touches(_ finding: Finding) -> Bool {
        guard let file = finding.file else { return true }
        guard let changed = files[file] else { return false }
        guard let line = finding.line, let number = UInt32(exactly: line) else {
            return changed.kind == .added || changed.addedLines > 0
        }
        return changed.added.contains { $0.contains(number) }
    }
}

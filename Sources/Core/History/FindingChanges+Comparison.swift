/// When and where a problem was seen on some branches.
package struct FindingSighting: Sendable, Hashable {
    /// The oldest run that had it.
    package var first: RunComparison.RunName
    /// When that one started, in seconds since 1970.
    package var started: Double

    package init(first: RunComparison.RunName, started: Double) {
        self.first = first
        self.started = started
    }
}

extension FindingChanges {
    /// Compares what a run's tools found with what the same tools found before.
    ///
    /// A tool that did not look says nothing: what it found before is neither fixed nor gone. A tool that never looked
    /// before makes nothing new.
    ///
    /// `earlier`: for a tool, what the newest run before in which it looked has found; nil where it never did.
    /// `sightings`: since when problems have been there, by identity.
    package init<Failure: Error>(
        of record: HistoricRecord,
        earlier: (String) -> [HistoricFinding]?,
        sightings: ([UInt64]) throws(Failure) -> [UInt64: FindingSighting]
    ) throws(Failure) {
        self.init()
        let own = record.run.name
        var before: [UInt64: HistoricFinding] = [:]
        var looked: Set<String> = []
        for tool in record.scanners {
            guard let found = earlier(tool) else { continue }
            looked.insert(tool)
            for finding in found { before[finding.identity] = finding }
        }
        let now = Dictionary(record.findings.map { ($0.identity, $0) }) { first, _ in first }
        let fixedOnes = before.values.filter { now[$0.identity] == nil }.sorted(by: HistoricFinding.precedes)
        let compared = record.findings.filter { looked.contains($0.tool) }
        let seen = try sightings(compared.map(\.identity).filter { before[$0] != nil } + fixedOnes.map(\.identity))
        for finding in compared {
            if before[finding.identity] == nil {
                new.append(Item(finding, since: own))
            } else {
                known.append(Item(finding, since: seen[finding.identity]?.first ?? own))
            }
        }
        fixed = fixedOnes.map { Item($0, since: seen[$0.identity]?.first ?? own) }
    }
}

extension FindingChanges.Item {
    fileprivate init(_ finding: HistoricFinding, since: RunComparison.RunName) {
        self.init(title: finding.title, weight: finding.weight, tool: finding.tool, since: since)
    }
}

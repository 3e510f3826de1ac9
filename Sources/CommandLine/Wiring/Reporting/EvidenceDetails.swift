import Core
import Scanning

/// What only the run itself can see of its tree, for the page: sources, suites and critical paths.
struct EvidenceDetails {
    var evidence: Evidence
    var project: Project

    /// Bytes of one file, and of all together: what exceeds them is counted, not shown.
    private static let fileLimit = 512 << 10
    private static let limit = 8 << 20

    func add(to details: inout RunDetails) {
        addSources(to: &details)
        details.pictures = AttachedPictures.read(evidence.reports, root: evidence.surroundings.root)
        details.matrix = CoverageMatrix(evidence.reports, product: evidence.coverage)
        details.criticalPaths = project.criticalPaths.compactMap { path in
            let files = evidence.coverage.files(matching: path.paths)
            guard !files.isEmpty else { return nil }
            let totals = files.reduce(into: CoverageTotals()) { $0.add($1.totals) }
            return CoverageSummary.Row(name: path.name, lines: totals.lines, branches: totals.branches)
        }
        for gate in project.gates { details.purposes[gate.id] = gate.purpose }
        for component in project.components { details.owners[component.name] = component.owner }
    }

    private func addSources(to details: inout RunDetails) {
        guard project.reporting.sources != .none else { return }
        let changes = Dictionary(
            (evidence.surroundings.change?.files ?? []).filter { $0.content == .text && $0.kind != .deleted }
                .map { ($0.path, $0) }
        ) { first, _ in first }
        let measured = Dictionary(evidence.coverage.files.map { ($0.path, $0.lines) }) { first, _ in first }
        let wanted =
            project.reporting.sources == .all
            ? Set(measured.keys) : Set(measured.keys).intersection(changes.keys)
        var used = 0
        for path in wanted.sorted() {
            guard let text = text(of: path), used + text.utf8.count <= Self.limit else {
                details.sourcesLeftOut += 1
                continue
            }
            used += text.utf8.count
            details.sources.append(
                SourceText(
                    path: path,
                    text: text,
                    lines: measured[path] ?? FileLines(),
                    added: changes[path]?.added ?? []
                )
            )
        }
    }

    /// nil for a file that is too long, or gone.
    private func text(of path: String) -> String? {
        guard let file = try? MappedFile(path: "\(evidence.surroundings.root)/\(path)"), file.size <= Self.fileLimit
        else { return nil }
        return file.withBytes { Text.lossy($0, limit: Self.fileLimit) }
    }
}

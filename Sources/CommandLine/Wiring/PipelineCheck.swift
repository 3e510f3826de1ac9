import Configuration
import Core
import Glibc
import Reports

/// A pipeline against what is there, and against the gates that are to judge it.
enum PipelineCheck {
    private typealias FormatFeed = FormatDescription.Subject

    /// A warning for each folder that is missing, and for each gate that no step could feed.
    static func diagnostics(_ project: Project, root: String) -> [Diagnostic] {
        folders(project, root) + gates(project)
    }

    /// Steps whose folder is not there; an earlier step may make it, so that this is no error.
    private static func folders(_ project: Project, _ root: String) -> [Diagnostic] {
        let steps = project.pipeline.steps.values.sorted { $0.name < $1.name }
        return steps.compactMap { step in
            guard let folder = step.directory, let location = step.location, !isFolder(root + "/" + folder) else {
                return nil
            }
            let message = "there is no folder '\(folder)', in which step '\(step.name)' is to run"
            return Diagnostic(severity: .warning, message: message, location: location)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Gates that would be `not_evaluated` whatever the steps do.
    private static func gates(_ project: Project) -> [Diagnostic] {
        let names = Set(project.pipeline.stages.flatMap(\.steps))
        let steps = project.pipeline.steps.values.filter { names.contains($0.name) && !$0.isBuiltIn }
        guard !steps.isEmpty, project.attestations.isEmpty else { return [] }
        let reports = steps.flatMap(\.reports)
        let formats = reports.compactMap { $0.target == nil ? $0.format : "assay-metrics" }
        // A report whose format its content will tell may be anything.
        let fed = formats.count == reports.count ? Set(formats.compactMap(content)) : Set(FormatFeed.allCases)
        return project.gates.compactMap { gate in
            guard let location = gate.location, fed.isDisjoint(with: feeds(gate.id)) else { return nil }
            let why = reports.isEmpty ? "no step has `reports`" : "no step writes a report of the kind"
            let message = "nothing could feed '\(gate.id.rawValue)': \(why)"
            return Diagnostic(severity: .warning, message: message, location: location)
        }
    }

    private static func content(_ format: String) -> FormatFeed? { ImporterRegistry.importer(id: format)?.format.feeds }

    private static func feeds(_ gate: GateID) -> Set<FormatFeed> {
        switch gate {
        case .codeQuality: [.findings, .metrics]
        case .coverage: [.coverage, .metrics]
        case .integration: [.tests, .performance, .contracts, .metrics, .attestations]
        case .e2e: [.tests, .accessibility, .metrics, .attestations]
        case .performance: [.performance, .metrics, .attestations]
        case .security: [.findings, .packages, .metrics, .attestations]
        }
    }
}

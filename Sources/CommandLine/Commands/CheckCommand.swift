import ArgumentParser
import Configuration
import Core
import Execution
import Glibc
import Reports
import Scanning

/// `assay check`: validates configuration files and shows every mistake at once.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate a configuration: every mistake at once, with its place and a suggestion."
    )

    @Argument(help: "Configuration files (default: \(ProjectFolder.defaultFile)).")
    var files: [String] = []

    @Flag(help: "The file is a fragment: references to things defined elsewhere are no errors.")
    var partial = false

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let names = files.isEmpty ? [ProjectFolder.found] : files
        let loaded = names.map { name in
            let loaded = ProjectFolder.read(name, partial: partial)
            var diagnostics = loaded.diagnostics
            if !partial, let project = loaded.project {
                diagnostics += planErrors(loaded)
                diagnostics += profileErrors(name, loaded)
                diagnostics += FileSetCheck.diagnostics(project, root: ProjectFolder.directory(of: name))
                diagnostics += PipelineCheck.diagnostics(project, root: ProjectFolder.directory(of: name))
            }
            return (name: name, diagnostics: diagnostics + expiring(loaded))
        }
        let errors = loaded.flatMap(\.diagnostics).count { $0.severity == .error }
        switch output {
        case .text: show(loaded)
        case .json:
            let all = loaded.flatMap(\.diagnostics).map(DiagnosticJSON.value)
            let document = JSON.object([.init("errors", .integer(Int64(errors))), .init("diagnostics", .array(all))])
            Console.out(document.text(.pretty))
        }
        if errors > 0 { throw CommandFailure(.usage) }
    }

    private func show(_ loaded: [(name: String, diagnostics: [Diagnostic])]) {
        let colour = Terminal(descriptor: STDERR_FILENO).colour
        for (name, diagnostics) in loaded {
            for diagnostic in diagnostics { Console.error(diagnostic.render(colour: colour)) }
            let errors = diagnostics.count { $0.severity == .error }
            let warnings = diagnostics.count { $0.severity == .warning }
            let notes = diagnostics.count { $0.severity == .note }
            let verdict = errors == 0 ? "ok" : Display.count(errors, "error")
            let rest = [(warnings, "warning"), (notes, "note")].filter { $0.0 > 0 }
                .map { ", \($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined()
            Console.out("\(name): \(verdict)\(rest)")
        }
    }

    /// What is wrong with profiles, each laid over the rest as a run would.
    private func profileErrors(_ name: String, _ loaded: ConfigurationLoader.Loaded) -> [Diagnostic] {
        let known = Set(loaded.diagnostics)
        return loaded.profiles.flatMap { profile in
            ProjectFolder.read(name, partial: false, overlay: Overlay(profile: profile)).errors
        }.filter { !known.contains($0) }
    }

    /// Waivers that have run out, or are about to.
    private func expiring(_ loaded: ConfigurationLoader.Loaded) -> [Diagnostic] {
        let now = SystemClock().wallTime()
        return (loaded.project?.gates ?? []).flatMap(\.waivers).compactMap { waiver in
            guard let place = waiver.location, let message = ExpiryNotices.warning(waiver, now: now) else { return nil }
            return Diagnostic(severity: .warning, message: message, location: place)
        }
    }

    /// Mistakes that only the whole graph shows: cycles, and steps that stand twice.
    private func planErrors(_ loaded: ConfigurationLoader.Loaded) -> [Diagnostic] {
        guard let project = loaded.project else { return [] }
        let machine = Machine(cores: 1, memoryBytes: .greatestFiniteMagnitude, system: "any")
        let context = RunContext(id: "check", machine: machine, started: 0)
        do throws(PlanErrors) {
            _ = try Plan.make(project: project, context: context)
            return []
        } catch {
            return error.errors.map(Diagnostic.init)
        }
    }
}

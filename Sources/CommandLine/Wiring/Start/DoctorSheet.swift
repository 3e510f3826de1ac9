import Configuration
import Core
import Execution
import Judging
import Scanning

/// What was found out about a machine, in groups.
struct DoctorSheet {
    typealias Finding = HostProbe.Finding

    var machine: Machine
    var groups: [(name: String, findings: [Finding])]

    /// Whether a step of the pipeline starts a program that is not here.
    var lacksProgram: Bool {
        groups.first { $0.name == Self.steps }?.findings.contains { $0.state == .absent } ?? false
    }

    private static let steps = "steps"

    static func make(config: String) async -> DoctorSheet {
        let root = ProjectFolder.directory(of: config)
        let search = ProgramSearch(environment: ProcessEnvironment.current(), directory: root)
        let probe = HostProbe(search)
        let names = programs
        let tools = await Parallel.map(names) { entry in tool(entry, search) }
        var groups = [
            ("isolation", probe.isolation()), ("services", probe.services()),
            ("permissions", probe.permissions(root: root)),
        ]
        let needed = needed(config, root: root, search)
        if !needed.isEmpty { groups.insert((steps, needed), at: 0) }
        groups.append(("tools", tools))
        return DoctorSheet(machine: MachineProbe().machine(), groups: groups.map { (name: $0.0, findings: $0.1) })
    }

    private struct Tool: Sendable {
        var program: String
        var version: [String]
        var install: String
    }

    /// The programs of the presets, each once.
    private static var programs: [Tool] {
        var seen: Set<String> = []
        return KnownTool.presets.compactMap { preset, _ in
            // What `npx` starts belongs to a project, and not to the machine.
            guard let program = preset.program.first, !program.contains("/"), seen.insert(program).inserted else {
                return nil
            }
            let isStarter = ["npx", "bundle"].contains(program)
            return Tool(
                program: program,
                version: isStarter ? ["--version"] : preset.versionArguments,
                install: isStarter
                    ? (program == "npx" ? "https://nodejs.org" : "apt install ruby-bundler") : preset.install
            )
        }
    }

    private static func tool(_ tool: Tool, _ search: ProgramSearch) -> Finding {
        guard let path = search.path(of: tool.program) else { return Finding(tool.program, .absent, tool.install) }
        guard let version = search.version(of: [tool.program] + tool.version) else {
            return Finding(tool.program, .limited, "\(path) does not tell its version")
        }
        return Finding(tool.program, .available, "\(version) (\(path))")
    }

    /// What the steps of a pipeline start, as far as it can be told without a shell.
    private static func needed(_ config: String, root: String, _ search: ProgramSearch) -> [Finding] {
        guard let pipeline = ProjectFolder.read(config, partial: false).project?.pipeline else { return [] }
        let used = pipeline.stages.flatMap(\.steps).compactMap { pipeline.steps[$0] }
        return used.compactMap { step -> Finding? in
            guard let program = program(of: step) else { return nil }
            var search = search
            if let directory = step.directory { search.directory = "\(root)/\(directory)" }
            if let own = step.variables["PATH"] { search.environment["PATH"] = own }
            guard let path = search.path(of: program) else {
                let install = step.preset.flatMap { KnownTool.preset(named: $0)?.preset.install }
                return Finding(step.name, .absent, "\(program) is not here" + (install.map { ": \($0)" } ?? ""))
            }
            return Finding(step.name, .available, path)
        }
    }

    private static func program(of step: Step) -> String? {
        if case .arguments(let words) = step.action { return words.first }
        return step.preset.flatMap { KnownTool.preset(named: $0)?.preset.program.first }
    }

    // MARK: Showing

    func lines(colour: Bool) -> [String] {
        let memory = Int(machine.memoryBytes / 1_073_741_824)
        var lines = ["assay \(Assay.version), \(machine.system), \(machine.cores) cores, \(memory) GiB"]
        for (name, findings) in groups {
            lines += ["", Style.strong.paint(name, colour)]
            let width = findings.map(\.name.count).max() ?? 0
            lines += findings.map { finding in
                let pad = String(repeating: " ", count: width - finding.name.count)
                return "  \(Self.mark(finding.state, colour)) \(finding.name)\(pad)  \(finding.detail)"
            }
        }
        return lines
    }

    private static func mark(_ state: HostProbe.State, _ colour: Bool) -> String {
        switch state {
        case .available: Style.good.paint("yes    ", colour)
        case .limited: Style.unsure.paint("limited", colour)
        case .absent: Style.quiet.paint("no     ", colour)
        }
    }

    var json: JSON {
        .object([
            .init("assay_doctor", 1),
            .init("version", .string(Assay.version)),
            .init("system", .string(machine.system)),
            .init("cores", .integer(Int64(machine.cores))),
            .init("memory_bytes", .number(machine.memoryBytes)),
            .init(
                "groups",
                .array(
                    groups.map { group in
                        .object([
                            .init("name", .string(group.name)),
                            .init("findings", .array(group.findings.map(Self.value))),
                        ])
                    }
                )
            ),
        ])
    }

    private static func value(_ finding: Finding) -> JSON {
        .object([
            .init("name", .string(finding.name)),
            .init("state", .string(finding.state.rawValue)),
            .init("detail", .string(finding.detail)),
        ])
    }
}

import Core
import Glibc

/// Finds out what the result of a step rests on, as things are now.
struct FingerprintReader: Sendable {
    let files: ProjectFiles
    let tools: ToolStates
    let plan: Plan
    let before: OutputsBefore
    /// What Assay has inherited itself.
    let inherited: [String: String]

    /// Why it cannot be told what a result would rest on.
    struct Unclear: Error, Sendable, Hashable {
        var reason: String
    }

    func fingerprint(of planned: PlannedStep) throws(Unclear) -> StepFingerprint {
        let step = planned.step
        let environment = step.closedEnvironment(inherited)
        var items = StepFingerprint.Item.configured(
            step,
            inherited: environment,
            platform: Self.platform
        ) { FileDigests.digest(of: $0) }
        items += try inputs(of: step)
        for index in before[planned] {
            let maker = plan.steps[index].step
            for glob in maker.globs(maker.outputs) {
                let found = files.find(glob)
                if let problem = found.problem { throw Unclear(reason: problem) }
                items += found.files.map { StepFingerprint.Item(.output, "\(maker.name): \($0)", $1.words) }
            }
        }
        items += tools.items(of: step, root: files.root, environment: environment)
        return StepFingerprint(items)
    }

    /// The files that the step reads, without those that it writes itself.
    private func inputs(of step: Step) throws(Unclear) -> [StepFingerprint.Item] {
        let own = (step.globs(step.outputs) + step.globs(step.reports.map(\.glob)) + step.globs(step.artifacts)).map {
            Glob($0)
        }
        var states: [String: FileState] = [:]
        for glob in step.inputs {
            let found = files.find(glob)
            if let problem = found.problem { throw Unclear(reason: "the inputs \(glob): \(problem)") }
            // Else a mistyped glob would make the step pass for ever.
            if found.files.isEmpty { throw Unclear(reason: "no file matches the inputs \(glob)") }
            states.merge(found.files) { first, _ in first }
        }
        return states.filter { path, _ in !own.contains { $0.matches(path) } }
            .map { StepFingerprint.Item(.file, $0.key, $0.value.words) }
    }

    private static let platform: String = {
        var names = utsname()
        guard uname(&names) == 0 else { return "unknown" }
        let text = { (bytes: UnsafeRawBufferPointer) in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
        return withUnsafeBytes(of: &names.sysname, text) + " " + withUnsafeBytes(of: &names.machine, text)
    }()
}

extension Step {
    /// Globs that are relative to the step's directory, as ones that are relative to the root.
    func globs(_ globs: [String]) -> [String] {
        guard let directory, !directory.isEmpty, directory != "." else { return globs }
        let prefix = Glob.quoted(directory.hasSuffix("/") ? directory : directory + "/")
        return globs.map { prefix + ($0.hasPrefix("./") ? String($0.dropFirst(2)) : $0) }
    }
}

import Core
import Engine
import Recording
import Selection

/// What steps whose results are kept read besides their `inputs`: a change of it would not be noticed.
struct UndeclaredReads {
    private var read: [String: Set<String>] = [:]
    private var globs: [String: [Glob]] = [:]

    /// `files`: all of the project.
    init(_ plan: Plan, _ touches: [String: RawTouches], files: [String]) {
        let known = Set(files)
        for planned in plan.steps where planned.step.cache && !planned.step.inputs.isEmpty {
            let step = planned.step
            guard let touched = touches[planned.name] else { continue }
            read[step.origin, default: []].formUnion(touched.read.union(touched.executed).intersection(known))
            globs[step.origin] = (step.inputs + step.outputs).map { Glob($0) }
        }
    }

    var remarks: [String] {
        read.keys.sorted().compactMap { step in
            let own = globs[step] ?? []
            let missing = (read[step] ?? []).filter { file in !own.contains { $0.matches(file) } }.sorted()
            guard !missing.isEmpty else { return nil }
            let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
            return
                "step \(step) reads \(missing.prefix(5).joined(separator: ", "))\(more), which none of its `inputs` names: "
                + "its kept result stays although such a file changes"
        }
    }

    /// What looks at steps in sandboxes whose results are to be kept; nil where there are none.
    static func watch(
        _ plan: Plan,
        _ runner: any ProcessRunner,
        root: String,
        folder: String,
        path: String?
    ) -> RecordingRunner? {
        let steps = plan.steps.filter { $0.caches && $0.step.isolation?.level == .sandbox }.map(\.name)
        guard !steps.isEmpty else { return nil }
        return RecordingRunner(
            runner,
            root: root,
            folder: folder,
            folders: [],
            path: path ?? "/usr/bin:/bin",
            only: Set(steps)
        )
    }
}

import Core
import Criteria

/// Whether what stands in braces in a step means something there.
extension ProjectBuilder {
    func checkPlaceholders(_ step: Step, _ reader: Reader) {
        let run = reader["run"]
        var places: [Reader] = []
        if let arguments = run?.items { places += arguments } else if let run { places.append(run) }
        for entry in reader["env"]?.entries ?? [] { places.append(entry.value) }
        if let directory = reader["directory"] { places.append(directory) }
        if let reports = reader["reports"] {
            for report in reports.items ?? [reports] { places.append(report["path"] ?? report) }
        }
        var axes = Set<String>()
        if let matrix = step.matrix {
            for axis in matrix.axes { axes.insert(axis.name) }
            for labels in matrix.include { axes.formUnion(labels.keys) }
        }
        for place in places {
            guard let text = place.text else { continue }
            for name in Substitution.names(in: text) { check(name, in: text, place.node, step, axes) }
        }
        checkTestsReachCommand(step, run)
    }

    private func check(_ name: String, in text: String, _ node: YAMLNode, _ step: Step, _ axes: Set<String>) {
        let matrix = "matrix."
        if name.hasPrefix(matrix) {
            let axis = String(name.dropFirst(matrix.count))
            guard !axes.contains(axis) else { return }
            let suggestion = log.isFull ? nil : Resemblance.nearest(to: axis, among: axes)
            error(
                step.matrix == nil
                    ? "{\(name)} needs a 'matrix' in the step" : "the matrix of the step has no axis '\(axis)'",
                node,
                suggestion: suggestion.map { matrix + $0 }
            )
        } else if name == "tests" {
            guard case .arguments(let arguments) = step.action, arguments.contains(text) else {
                return error("{tests} is for argument vectors; in a script the tests are \"$@\"", node)
            }
            if step.tests == nil { error("{tests} needs 'tests' in the step: they say which", node) }
            if text != "{tests}" { error("{tests} becomes several arguments and stands alone", node) }
        }
    }

    /// Units whose command never gets its tests would each run all of them.
    private func checkTestsReachCommand(_ step: Step, _ run: Reader?) {
        guard step.tests != nil, let run else { return }
        let reaches: Bool
        let remedy: String
        switch step.action {
        case .arguments(let arguments): (reaches, remedy) = (arguments.contains("{tests}"), "{tests} as an argument")
        case .script(let script):
            (reaches, remedy) = (
                ["$@", "${@", "$*", "$1", "${1", "$#", "TEST_LIST_FILE"].contains { script.contains($0) }, "\"$@\""
            )
        case .evaluate: return
        }
        if !reaches { error("the command never gets the tests of the step: write \(remedy)", run.node) }
    }
}

extension StepFingerprint.Item {
    /// What the configuration alone says of a step, as far as its result can depend on it.
    ///
    /// `digest` of a text stands for it where it may be secret.
    package static func configured(
        _ step: Step,
        inherited: [String: String],
        platform: String,
        digest: (String) -> String
    ) -> [StepFingerprint.Item] {
        var items = [
            StepFingerprint.Item(.command, "step", step.name),
            StepFingerprint.Item(.command, "directory", step.directory ?? "."),
            StepFingerprint.Item(.declaration, "inputs", words(step.inputs.sorted())),
            StepFingerprint.Item(.declaration, "outputs", words(step.outputs.sorted())),
            StepFingerprint.Item(.declaration, "reports", words(step.reports.map(\.glob).sorted())),
            StepFingerprint.Item(.platform, "", platform),
        ]
        switch step.action {
        case .arguments(let vector): items.append(StepFingerprint.Item(.command, "run", words(vector)))
        case .script(let script):
            items.append(StepFingerprint.Item(.command, "run", words(step.shell.arguments + [script])))
        case .evaluate: break
        }
        for (name, value) in step.variables { items.append(StepFingerprint.Item(.variable, name, digest(value))) }
        for name in step.passedVariables where step.variables[name] == nil {
            // A variable that is not set is another state than one that is empty.
            items.append(StepFingerprint.Item(.variable, name, inherited[name].map(digest) ?? "not set"))
        }
        return items
    }

    /// As a list of quoted words: `["a b", "c"]`.
    private static func words(_ list: [String]) -> String {
        "["
            + list.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
            .joined(separator: ", ") + "]"
    }
}

extension Step {
    /// What a step whose result is kept inherits, besides the variables that it declares: enough to find programs and a
    /// place for temporary files.
    ///
    /// Where it says nothing itself, its language is `C.UTF-8` on every machine.
    package static let inheritedVariables = ["HOME", "LOGNAME", "PATH", "TMPDIR", "USER"]

    /// The environment of a step whose result is kept, from all that Assay has inherited itself.
    package func closedEnvironment(_ inherited: [String: String]) -> [String: String] {
        let names = Set(Self.inheritedVariables + passedVariables + DependencyVolume.all.map(\.variable))
        // Where package managers keep what they fetched says nothing of what they install.
        var environment = inherited.filter { names.contains($0.key) || $0.key.hasPrefix("ASSAY_") }
        if environment["LANG"] == nil { environment["LANG"] = "C.UTF-8" }
        return environment
    }
}

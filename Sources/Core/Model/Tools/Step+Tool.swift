extension Step {
    /// How the tool that the step calls is told to run some of its tests; nil where no tool is known that can be.
    package var knownSelection: TestSelection? {
        let words: [String] =
            switch action {
            case .arguments(let arguments): arguments
            case .script(let script): script.split { $0 == " " || $0.isNewline || $0 == "\t" }.map(String.init)
            case .evaluate: []
            }
        let names = words.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        for (index, name) in names.enumerated() {
            if name == "node", names[index...].contains("--test") { return .nodeTest }
            if name == "pytest" || name == "py.test" { return .pytest }
        }
        return nil
    }
}

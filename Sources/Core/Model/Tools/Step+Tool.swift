extension Step {
    /// How the tool that the step calls is told to run some of its tests; nil for a step that calls none.
    ///
    /// A tool that is not known gets fewer of the tests that are listed.
    package var knownSelection: TestSelection? {
        let words: [String]
        switch action {
        case .arguments(let arguments): words = arguments
        case .script(let script):
            words = script.split { $0 == " " || $0.isNewline || $0 == "\t" }.map(String.init)
        case .evaluate: return nil
        }
        let names = words.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        for (index, name) in names.enumerated() {
            let next = names.dropFirst(index + 1).first
            // Other commands of these tools run no tests.
            if name == "node", !names[index...].contains("--test") { continue }
            if name == "go", next != "test" { continue }
            if name == "playwright", next != "test" { continue }
            if let known = KnownTool.named(name == "go" ? "go test" : name)?.selection { return known }
        }
        return .listed
    }
}

extension Step {
    /// Where placeholders may stand that are known when it starts.
    package var startTexts: [String] {
        let command: [String]
        switch action {
        case .arguments(let arguments): command = arguments
        case .script(let script): command = [script]
        case .evaluate: command = []
        }
        return command + variables.values
    }

    /// Whether it gets a secret, in whichever way.
    package var namesSecrets: Bool {
        !secrets.isEmpty || startTexts.flatMap(Substitution.names).contains { $0.hasPrefix("secrets.") }
    }
}

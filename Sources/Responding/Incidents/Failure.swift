package import Core

/// Something that went wrong in a run or a deployment, as far as it decides who is called.
package struct Failure: Sendable, Hashable {
    /// A name of `escalation_matrix`, the most telling one first.
    package var kinds: [String]
    package var category: String?
    /// A step or a gate.
    package var step: String
    package var component: String?
    /// What was said, in a line.
    package var message: String
    package var environment: String?
    /// Who owns what failed, where that is known.
    package var owner: String?

    package init(
        kinds: [String],
        category: String? = nil,
        step: String,
        component: String? = nil,
        message: String,
        environment: String? = nil,
        owner: String? = nil
    ) {
        self.kinds = kinds
        self.category = category
        self.step = step
        self.component = component
        self.message = message
        self.environment = environment
        self.owner = owner
    }

    /// What makes it the same failure as an earlier one: numbers and addresses differ from run to run.
    package var signature: String { Self.normalised(message) }

    /// What its incident is known by.
    package var key: String {
        [kinds.first ?? "", step, component ?? "", signature, environment ?? ""].joined(separator: "|")
    }

    static func normalised(_ text: String) -> String {
        var result = ""
        var wasDigit = false
        for character in text.lowercased().prefix(300) {
            let isDigit = character.isHexDigit && (character.isNumber || wasDigit)
            if isDigit {
                if !wasDigit { result.append("#") }
            } else {
                result.append(character.isWhitespace ? " " : character)
            }
            wasDigit = isDigit
        }
        return String(result.prefix(200))
    }
}

extension EscalationRule {
    /// Whether the rule is about a failure: by its own conditions, or by its name where it has none.
    package func covers(_ failure: Failure) -> Bool {
        guard !conditions.isEmpty else { return failure.kinds.contains(name) }
        let holds = { (asked: [String], value: String?) in asked.isEmpty || value.map(asked.contains) ?? false }
        return holds(conditions.categories, failure.category) && holds(conditions.components, failure.component)
            && holds(conditions.environments, failure.environment)
            && (conditions.steps.isEmpty || conditions.steps.contains { Glob($0).matches(failure.step) })
            && (conditions.signature.map { failure.message.lowercased().contains($0.lowercased()) } ?? true)
    }
}

extension ResponseSettings {
    /// The rule for a failure: one with conditions goes before one that a name alone picks; nil for none.
    package func rule(for failure: Failure) -> EscalationRule? {
        if let own = rules.first(where: { !$0.conditions.isEmpty && $0.covers(failure) }) { return own }
        for kind in failure.kinds {
            if let rule = rules.first(where: { $0.conditions.isEmpty && $0.name == kind }) { return rule }
        }
        return nil
    }

    /// The notifiers that reach a contact, each once; a circle of contacts ends.
    package func channels(of name: String) -> [String] {
        var (found, seen, open): ([String], Set<String>, [String]) = ([], [], [name])
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            if notifiers.contains(where: { $0.name == next }) { found.append(next) }
            open += contact(next)?.channels ?? []
        }
        return found.sorted()
    }
}

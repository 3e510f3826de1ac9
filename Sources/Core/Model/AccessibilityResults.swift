/// What an accessibility checker found on pages, and which rules it ran there.
package struct AccessibilityResults: Sendable, Equatable {
    /// The checker and its version: `axe-core 4.12.1`.
    package var engine: String?
    /// Every rule that was run on any page, once.
    package var rules: [Rule]
    package var pages: [Page]

    package init(engine: String? = nil, rules: [Rule] = [], pages: [Page] = []) {
        self.engine = engine
        self.rules = rules
        self.pages = pages
    }

    package struct Rule: Sendable, Hashable {
        package var id: String
        /// Tags such as `wcag2aa` and `best-practice`.
        package var tags: [String]

        package init(id: String, tags: [String] = []) {
            self.id = id
            self.tags = tags
        }
    }

    /// One page as it was when it was scanned.
    package struct Page: Sendable, Hashable {
        /// Empty where the checker does not say.
        package var url: String
        package var violations: [Hit]
        /// What the checker could not decide: a person has to look.
        package var incomplete: [Hit]
        /// Ids of the rules that the page fulfils.
        package var passed: [String]
        /// Ids of the rules that ran and found nothing to check.
        package var inapplicable: [String]

        package init(
            url: String,
            violations: [Hit] = [],
            incomplete: [Hit] = [],
            passed: [String] = [],
            inapplicable: [String] = []
        ) {
            self.url = url
            self.violations = violations
            self.incomplete = incomplete
            self.passed = passed
            self.inapplicable = inapplicable
        }

        /// Ids of all rules that ran on the page.
        package var rulesRun: [String] { (violations + incomplete).map(\.rule) + passed + inapplicable }

        /// Whether some rule was decided: one that a person has to look at, or that had nothing to check, is not.
        package var isChecked: Bool { !violations.isEmpty || !passed.isEmpty }

        /// Whether the address is that of no page: nothing was loaded, or a browser's own page of an error.
        package var isBlank: Bool {
            let url = url.lowercased()
            return url == "data:," || ["about:", "chrome-error:", "chrome://"].contains { url.hasPrefix($0) }
        }
    }

    /// A rule that some elements of a page do not fulfil, or may not.
    package struct Hit: Sendable, Hashable {
        package var rule: String
        /// `critical`, `serious`, `moderate`, `minor`, as the checker says.
        package var impact: String?
        /// How many elements.
        package var nodes: Int

        package init(rule: String, impact: String? = nil, nodes: Int) {
            self.rule = rule
            self.impact = impact
            self.nodes = nodes
        }
    }
}

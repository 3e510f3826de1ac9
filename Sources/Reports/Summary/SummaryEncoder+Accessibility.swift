import Core
import Scanning

extension SummaryEncoder {
    static func accessibility(_ results: AccessibilityResults) -> JSON {
        var fields = SummaryFields()
        fields.add("engine", results.engine)
        fields.add("rules", results.rules) { rule in
            var fields = SummaryFields()
            fields.add("id", rule.id)
            fields.add("tags", rule.tags)
            return fields.json
        }
        fields.add("pages", results.pages) { page in
            var fields = SummaryFields()
            fields.add("url", page.url)
            fields.add("violations", page.violations, hit)
            fields.add("incomplete", page.incomplete, hit)
            fields.add("passed", page.passed)
            fields.add("inapplicable", page.inapplicable)
            return fields.json
        }
        return fields.json
    }

    private static func hit(_ hit: AccessibilityResults.Hit) -> JSON {
        var fields = SummaryFields()
        fields.add("rule", hit.rule)
        fields.add("impact", hit.impact)
        fields.add("nodes", hit.nodes)
        return fields.json
    }
}

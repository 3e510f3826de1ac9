import Core
import Scanning

extension SummaryEncoder {
    static func accessibility(_ results: AccessibilityResults, _ json: inout JSONWriter) {
        json.add("engine", results.engine)
        json.add("rules", results.rules) { rule, json in
            json.add("id", rule.id)
            json.add("tags", rule.tags)
        }
        json.add("pages", results.pages) { page, json in
            json.add("url", page.url)
            json.add("violations", page.violations, hit)
            json.add("incomplete", page.incomplete, hit)
            json.add("passed", page.passed)
            json.add("inapplicable", page.inapplicable)
        }
    }

    private static func hit(_ hit: AccessibilityResults.Hit, _ json: inout JSONWriter) {
        json.add("rule", hit.rule)
        json.add("impact", hit.impact)
        json.add("nodes", hit.nodes)
    }
}

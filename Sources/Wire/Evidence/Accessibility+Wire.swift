package import Core
package import Scanning

extension AccessibilityResults: Wired {
    package static var blank: AccessibilityResults { AccessibilityResults() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("engine", &engine)
        try fields("rules", &rules)
        try fields("pages", &pages)
    }
}

extension AccessibilityResults.Rule: Wired {
    package static var blank: AccessibilityResults.Rule { AccessibilityResults.Rule(id: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "id", &id)
        try fields("tags", &tags)
    }
}

extension AccessibilityResults.Page: Wired {
    package static var blank: AccessibilityResults.Page { AccessibilityResults.Page(url: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "url", &url)
        try fields("violations", &violations)
        try fields("incomplete", &incomplete)
        try fields("passed", &passed)
        try fields("inapplicable", &inapplicable)
    }
}

extension AccessibilityResults.Hit: Wired {
    package static var blank: AccessibilityResults.Hit { AccessibilityResults.Hit(rule: "", nodes: 0) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "rule", &rule)
        try fields("impact", &impact)
        try fields("nodes", &nodes)
    }
}

import Core
import Reports
import Scanning
import Testing

/// How the figures that were counted by other means compare to packages, pages and contracts.
enum SurfaceCorpus {
    static let formats: Set<String> = [
        "axe", "pact", "pact-verification", "cyclonedx-json", "cyclonedx-xml", "spdx-json", "spdx-tv",
    ]

    static func check(_ row: Corpus.Row, _ report: Report) throws {
        switch row.format {
        case "axe": try checkPages(row.figures, report)
        case "pact":
            let contract = try #require(report.contracts?.contracts.first)
            #expect(contract.consumer == row.figures["consumer"]?.string)
            #expect(contract.provider == row.figures["provider"]?.string)
            #expect(contract.interactions.count == row.figures["interactions"]?.int)
        case "pact-verification":
            let verification = try #require(report.contracts?.verifications.first)
            #expect(verification.verified == row.figures["success"]?.bool)
            #expect(verification.providerVersion == row.figures["providerApplicationVersion"]?.string)
        case "spdx-json", "spdx-tv": #expect(report.packages?.entries.count == row.figures["packages"]?.int)
        default: try checkComponents(row.figures, report)
        }
    }

    private static func checkPages(_ figures: JSON, _ report: Report) throws {
        let pages = try #require(report.accessibility?.pages)
        let violations = pages.flatMap(\.violations)
        #expect(pages.count == figures["pages"]?.int)
        #expect(violations.count == figures["violations"]?.int)
        #expect(violations.reduce(0) { $0 + $1.nodes } == figures["nodes"]?.int)
        #expect(pages.flatMap(\.passed).count == figures["passes"]?.int)
        #expect(pages.flatMap(\.incomplete).count == figures["incomplete"]?.int)
        for impact in figures["by_impact"]?.object ?? [] {
            #expect(violations.count { $0.impact == impact.key } == impact.value.int)
        }
    }

    /// The figures leave out what the document describes, which is an entry here, and marked.
    private static func checkComponents(_ figures: JSON, _ report: Report) throws {
        let components = try #require(report.packages?.entries.filter { !$0.isRoot })
        #expect(components.count == figures["components_recursive"]?.int)
        #expect(report.findings?.findings.count ?? 0 == figures["vulnerabilities"]?.int)
        if let bare = figures["components_without_license"]?.int {
            #expect(components.count { $0.licences.isEmpty } == bare)
        }
    }

    /// A tag-value document that is cut behind a fact has lost its relationships, and the report says so.
    static func saysSo(_ row: Corpus.Row, _ report: Report) -> Bool {
        row.format == "spdx-tv" && report.status == .warning
    }
}

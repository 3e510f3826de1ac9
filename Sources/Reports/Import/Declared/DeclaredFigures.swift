package import Core

/// Which formats declare what of themselves, beside what they list: every format has its row, most of them an empty one.
///
/// A figure that stands here is read, and compared by `Reconciliation`; a test holds a broken document for each.
package enum DeclaredFigures {
    package typealias Table = [String: Set<Declaration.Kind>]

    /// By the identifier of the format.
    package static let table: Table = [findings, tests, coverage, others].reduce(into: [:]) { all, table in
        all.merge(table) { first, _ in first }
    }

    /// Formats that list neither findings, tests nor coverage.
    static let others: Table = [
        "assay-mask": [],
        "assay-metrics": [],
        "assay-mock": [],
        "axe": [],
        "benchmarkdotnet": [],
        "cargo-bench": [],
        "cargo-mutants": [],
        "complexipy": [],
        "cpd": [],
        "cyclonedx-json": [],
        "cyclonedx-xml": [],
        "go-bench": [],
        "google-benchmark": [],
        "hyperfine": [],
        "in-toto": [],
        "interrogate": [],
        "jmeter-csv": [],
        "jmeter-xml": [],
        "jmh": [],
        "jscpd": [],
        "k6-summary": [],
        "license-checker": [],
        "lizard-csv": [],
        "locust-csv": [],
        "oasdiff": [],
        "openmetrics": [],
        "pact": [],
        "pact-verification": [.findings],
        "pip-licenses": [],
        "pit": [],
        "prometheus": [],
        "pytest-benchmark": [],
        "radon": [],
        "spdx-json": [],
        "spdx-tv": [],
        "stryker": [],
        "wiremock-journal": [],
        "wrk": [],
    ]
}

/// The coverage that gates have judged, as every report shows it: lines of several suites united, on the project's files,
/// without what says nothing about the product.
package struct CoverageSummary: Sendable, Equatable {
    /// A file, or the files of a component's steps.
    package struct Row: Sendable, Equatable {
        package var name: String
        package var lines: Fraction?
        package var branches: Fraction?
        /// `3-7, 12`: the first missed lines; empty where none is.
        package var missed: String

        package init(name: String, lines: Fraction? = nil, branches: Fraction? = nil, missed: String = "") {
            self.name = name
            self.lines = lines
            self.branches = branches
            self.missed = missed
        }
    }

    package var totals: CoverageTotals
    /// Sorted by path.
    package var files: [Row]
    /// By the component of the step that wrote the reports; empty where no step has one.
    package var components: [Row]

    package init(totals: CoverageTotals = CoverageTotals(), files: [Row] = [], components: [Row] = []) {
        self.totals = totals
        self.files = files
        self.components = components
    }
}

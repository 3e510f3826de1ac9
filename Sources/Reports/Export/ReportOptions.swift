package import Core

/// How a report is written; every exporter takes from it what concerns it.
package struct ReportOptions: Sendable, Hashable {
    /// Whether a terminal understands colours; for text only.
    package var colour: Bool
    /// Columns of the terminal; for text only.
    package var width: Int
    /// How many failed tests, findings, files or offenders are listed before the rest is only counted.
    package var listed: Int
    /// Only what did not pass, the gates and the verdict, the verdict last; for text at the end of a run.
    package var brief: Bool
    /// Folder that the logs' paths are relative to, such as `.assay/runs/ID`; nil leaves the paths as recorded.
    package var runFolder: String?
    /// How tests with several tries stand in JUnit XML.
    package var retries: RetryForm

    package init(
        colour: Bool = false,
        width: Int = 100,
        listed: Int = 20,
        brief: Bool = false,
        runFolder: String? = nil,
        retries: RetryForm = .decided
    ) {
        self.colour = colour
        self.width = width
        self.listed = listed
        self.brief = brief
        self.runFolder = runFolder
        self.retries = retries
    }
}

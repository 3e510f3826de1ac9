/// How a report is written; every exporter takes from it what concerns it.
package struct ReportOptions: Sendable, Hashable {
    /// Whether a terminal understands colours; for text only.
    package var color: Bool
    /// Columns of the terminal; for text only.
    package var width: Int
    /// How many failed tests, findings, files or offenders are listed before the rest is only counted.
    package var listed: Int
    /// Folder that the logs' paths are relative to, such as `.assay/runs/ID`; nil leaves the paths as recorded.
    package var runFolder: String?

    package init(color: Bool = false, width: Int = 100, listed: Int = 20, runFolder: String? = nil) {
        self.color = color
        self.width = width
        self.listed = listed
        self.runFolder = runFolder
    }
}

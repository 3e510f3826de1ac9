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

    /// Sources that the page shows with their coverage, by the path that coverage has for them.
    package var sources: [String: SourceText]

    package init(
        colour: Bool = false,
        width: Int = 100,
        listed: Int = 20,
        brief: Bool = false,
        runFolder: String? = nil,
        sources: [String: SourceText] = [:]
    ) {
        self.colour = colour
        self.width = width
        self.listed = listed
        self.brief = brief
        self.runFolder = runFolder
        self.sources = sources
    }
}

/// The lines of a source file that a report shows.
package struct SourceText: Sendable, Hashable {
    /// Number and text of each line that is shown, in order.
    package var lines: [Line]
    /// Numbers of the lines that the change adds or edits.
    package var new: Set<Int>

    package struct Line: Sendable, Hashable {
        package var number: Int
        package var text: String

        package init(number: Int, text: String) {
            self.number = number
            self.text = text
        }
    }

    package init(lines: [Line], new: Set<Int> = []) {
        self.lines = lines
        self.new = new
    }
}

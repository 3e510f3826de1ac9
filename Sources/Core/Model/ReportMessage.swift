/// A remark on a report: an error makes the file unusable, a warning does not.
package struct ReportMessage: Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable {
        case note
        case warning
        case error
    }

    /// What a remark does to the claims of its report, however loud it is.
    package enum Weight: Sendable, Hashable {
        /// It is said, and changes nothing.
        case none
        /// What is not listed in this part of the report proves nothing; what is listed still counts.
        case incomplete(Part)
        /// The report says two things of which one must be wrong: nothing in it can be believed.
        case contradictory
    }

    /// The part of a report that a remark speaks of; without any limit, all of it.
    package struct Part: Sendable, Hashable {
        /// What was looked for; nil for whatever the report tells of.
        package var category: ScanCategory?
        /// The tool, in a report of several; nil for each of them.
        package var tool: String?
        /// The files that were not examined, where the rest was; empty where the whole scan is in doubt.
        package var files: [String]

        package init(category: ScanCategory? = nil, tool: String? = nil, files: [String] = []) {
            self.category = category
            self.tool = tool
            self.files = files
        }
    }

    package var severity: Severity
    package var text: String
    /// 1-based, where the remark has a place in the file.
    package var line: Int?
    package var column: Int?
    /// 0-based offset in bytes.
    package var offset: Int?
    package var weight: Weight

    package init(
        _ severity: Severity,
        _ text: String,
        line: Int? = nil,
        column: Int? = nil,
        offset: Int? = nil,
        weight: Weight = .none
    ) {
        self.severity = severity
        self.text = text
        self.line = line
        self.column = column
        self.offset = offset
        self.weight = weight
    }

    /// The part of the report that is incomplete; nil where the remark does not say so.
    package var gap: Part? {
        if case .incomplete(let part) = weight { part } else { nil }
    }
}

extension ReportMessage.Weight {
    /// What it means for a reader; nil where it changes nothing.
    package var words: String? {
        switch self {
        case .none: nil
        case .incomplete(let part) where !part.files.isEmpty: "what these files hold is not known"
        case .incomplete(let part):
            part.category.map { "what is not listed proves nothing (\($0.rawValue))" }
                ?? "what is not listed proves nothing"
        case .contradictory: "contradictory: nothing in the report counts"
        }
    }
}

extension ReportMessage {
    /// The remark with its place and what it weighs, for people.
    package var words: String {
        let place = line.map { "line \($0)" + (column.map { ", column \($0)" } ?? "") + ": " } ?? ""
        return place + text + (weight.words.map { " [\($0)]" } ?? "")
    }
}

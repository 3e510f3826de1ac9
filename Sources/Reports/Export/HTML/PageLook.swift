package import Core

/// What other pages take from the look of the report, so that one knows them for the same.
package enum PageLook {
    /// The style sheet.
    package static let sheet = HTMLStyle.sheet

    /// What the page of a run's report may do, as a Content-Security-Policy.
    package static let reportPolicy = HTMLPolicy.content

    /// Text as it may stand in an element or in a quoted attribute.
    package static func escaped(_ text: String) -> String { HTMLEscaping().escapeText(CleanText.line(text)) }

    /// The class that colours a verdict.
    package static func style(_ verdict: Verdict) -> String { HTMLReport.style(verdict) }

    /// A line through some values; empty for fewer than two.
    ///
    /// `label`: words of our own: nothing in it is escaped.
    package static func line(_ values: [Double], label: String) -> String { HTMLPicture.line(values, label: label) }

    /// Results of the last runs, as bars.
    package static func strip(_ strip: ResultStrip) -> String { HTMLPicture.strip(strip) }

    /// A number for a picture: two decimals at most, never an exponent.
    package static func number(_ value: Double) -> String { HTMLPicture.number(value) }
}

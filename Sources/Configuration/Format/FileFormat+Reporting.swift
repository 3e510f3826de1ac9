import Core

/// What becomes of the reports of a run: at the top, or in the coverage gate as the guide has it.
extension FileFormat {
    static let reporting: Shape = .mapping([
        Field("format", .oneOrMany(.word(ReportForm.allCases.map(\.rawValue))), "Forms that are written and kept."),
        Field("storage", .oneOrMany(.text), "Where they are kept: file:///, s3:// or https://."),
        Field("source", .word(SourceChoice.allCases.map(\.rawValue)), "Of which files the page has the lines."),
        Field("retries", .word(RetryForm.allCases.map(\.rawValue)), "How several tries stand in JUnit XML."),
    ])
}

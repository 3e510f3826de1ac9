package import Core
package import Scanning

/// Reads one format of report files.
///
/// A format is one type of this kind and one line in `ImporterRegistry`.
package protocol Importer: Sendable {
    static var format: FormatDescription { get }

    /// Whether the content is of this format; the file's name says nothing.
    static func recognises(_ head: DocumentHead) -> Bool

    /// Fills the report with what the document says, and with messages on what does not add up.
    ///
    /// Whatever stops the reading is thrown; an error message in the report has the same effect, as
    /// `ReportReader` takes the figures out of a report that has one.
    static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError)
}

/// What a format is called and what it holds, for `--format`, help texts and messages.
package struct FormatDescription: Sendable, Hashable {
    /// What the figures of a report speak of.
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case tests
        case coverage
        case findings
        case performance
        case metrics
        case attestations
        case packages
        case accessibility
        case contracts
    }

    /// The word for `--format`, such as `junit`.
    package let id: String
    package let title: String
    package let feeds: Subject

    package init(id: String, title: String, feeds: Subject) {
        self.id = id
        self.title = title
        self.feeds = feeds
    }
}

/// How a report is to be read.
package struct ReadOptions: Sendable {
    /// Which test cases are kept beside the tallies.
    package enum Keep: String, Sendable, Hashable {
        /// Those that did not simply pass, and those with properties.
        case failures
        /// Every one; memory grows with the file.
        case all
    }

    /// The id of the format, where it is not to be told from the content.
    package var format: String?
    package var keep: Keep
    /// Whether the identities of passed tests are kept too, eight bytes each: other tries of them may be read.
    package var identities: Bool
    /// Takes every test case as it is read, whatever is kept.
    package var sink: TestSink?
    /// Hides secrets in what is read.
    package var mask = SecretMask()

    package init(
        format: String? = nil,
        keep: Keep = .failures,
        identities: Bool = false,
        sink: TestSink? = nil
    ) {
        self.format = format
        self.keep = keep
        self.identities = identities
        self.sink = sink
    }
}

extension ReportMessage {
    /// The error that stopped the reading of a document.
    init(_ error: ScanError) {
        self.init(.error, error.message, line: error.line, column: error.column, offset: error.offset)
    }
}

extension Report {
    mutating func warn(_ text: String) { messages.append(ReportMessage(.warning, text)) }
    mutating func note(_ text: String) { messages.append(ReportMessage(.note, text)) }
    mutating func fail(_ text: String) { messages.append(ReportMessage(.error, text)) }

    /// What is not listed proves nothing, in a part of the report or in all of it.
    ///
    /// The text goes into the verdict: it names the tool and what to do.
    mutating func incomplete(_ text: String, _ part: ReportMessage.Part = ReportMessage.Part()) {
        messages.append(ReportMessage(.warning, text, weight: .incomplete(part)))
    }

    /// The report says two things of which one must be wrong: it is no evidence.
    mutating func contradict(_ text: String) {
        messages.append(ReportMessage(.error, text, weight: .contradictory))
    }
}

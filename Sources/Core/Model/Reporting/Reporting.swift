/// What a project wants of its reports: `reporting`.
package struct Reporting: Sendable, Hashable {
    /// What is written and kept after every run; empty where nothing is said, and then page and document are.
    package var forms: [ReportForm]
    /// Where reports are kept besides the run's folder.
    package var storage: [StorageLocation]
    package var sources: SourceChoice
    package var retries: RetryForm

    package init(
        forms: [ReportForm] = [],
        storage: [StorageLocation] = [],
        sources: SourceChoice = .changed,
        retries: RetryForm = .decided
    ) {
        self.forms = forms
        self.storage = storage
        self.sources = sources
        self.retries = retries
    }

    /// The forms that are kept.
    package var keptForms: [ReportForm] { forms.isEmpty ? [.html, .json] : forms }
}

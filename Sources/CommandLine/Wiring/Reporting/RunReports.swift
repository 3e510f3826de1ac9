import Core
import Reports
import Wire

/// The files that every run leaves in its folder beside the event log.
struct RunReports {
    var summary: RunSummary
    var details: RunDetails
    var reporting: Reporting

    /// What every run leaves, whatever the configuration says.
    static let always: [ReportForm] = [.json, .markdown, .html]

    /// Writes the summary, the usual forms and those of the configuration; gives back what is to be kept elsewhere too.
    func write(to folder: String) throws -> [Written] {
        try OutputFile.write(SummaryCodec.encode(summary), to: "\(folder)/summary.json")
        let more = reporting.forms.filter { !Self.always.contains($0) }
        let all = (Self.always + more).flatMap(files)
        for file in all { try OutputFile.write(file.bytes, to: "\(folder)/\(file.name)") }
        return all.filter { reporting.keptForms.contains($0.form) }
    }

    /// A report as a file.
    struct Written {
        var form: ReportForm
        var name: String
        var bytes: [UInt8]
    }

    /// Of a badge there is one for each thing that it can tell.
    private func files(_ form: ReportForm) -> [Written] {
        let options = ReportOptions(retries: reporting.retries)
        guard form == .badge || form == .shields else {
            return [
                Written(form: form, name: form.fileName, bytes: form.bytes(summary, details: details, options: options))
            ]
        }
        return Badge.Subject.allCases.map { subject in
            let name = subject == .verdict ? form.fileName : form.fileName.replacing("badge", with: "badge-\(subject)")
            return Written(form: form, name: name, bytes: form.bytes(summary, badge: subject))
        }
    }
}

import Glibc
import Reports

/// A step of a workflow of GitHub, or of a system that is like it.
struct GitHubStep {
    var environment: [String: String]

    /// GitHub takes no more of a step.
    private static let summaryLimit = 1 << 20

    func tell(_ news: CIReporter.News, _ annotations: AnnotationList) {
        append(news.outputs.gitHub, to: "GITHUB_OUTPUT")
        let told = CommentReport.bytes(news.summary, limit: Self.summaryLimit)
        // `validate` and then `report` say the same: once is enough for a reader of the job.
        guard isNews(told) else { return }
        for line in WorkflowCommands.lines(annotations, report: news.report) { Console.error(line) }
        summarise(news)
    }

    private func summarise(_ news: CIReporter.News) {
        guard let file = value("GITHUB_STEP_SUMMARY") else { return }
        var status = stat()
        let room = Self.summaryLimit - (stat(file, &status) == 0 ? Int(status.st_size) : 0) - 1
        guard room > 2_000 else {
            return Console.error("warning: the step's summary is full: nothing is added to it")
        }
        append(CommentReport.bytes(news.summary, limit: room) + [0x0A], to: "GITHUB_STEP_SUMMARY")
    }

    /// Whether nothing of the kind was told in this job before.
    private func isNews(_ bytes: [UInt8]) -> Bool {
        guard let folder = value("RUNNER_TEMP") else { return true }
        let mark = "\(folder)/assay-told-\(Fingerprint.text(of: bytes))"
        let descriptor = open(mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0 || errno != EEXIST
    }

    private func append(_ text: String, to variable: String) { append(Array(text.utf8), to: variable) }

    /// To the file that a variable names; that there is none is no fault.
    private func append(_ bytes: [UInt8], to variable: String) {
        guard let path = value(variable) else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            return Console.error("warning: \(variable): \(String(cString: strerror(errno)).lowercased())")
        }
        defer { close(descriptor) }
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written != bytes.count { Console.error("warning: \(variable): it is not written whole") }
    }

    private func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}

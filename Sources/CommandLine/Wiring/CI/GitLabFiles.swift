import Core
import Glibc
import Reports

/// The files that a job of GitLab hands over as reports; the template that `assay init --ci gitlab` writes names them.
struct GitLabFiles {
    /// Absolute path of the project.
    var root: String
    /// The project's folder within its repository; empty for the repository itself.
    var folder: String

    /// Below the project.
    static let place = ".assay/gitlab"
    /// GitLab reads no larger one.
    private static let testLimit = 30 << 20

    func write(_ news: CIReporter.News) {
        for path in ["\(root)/.assay", "\(root)/\(Self.place)"] { mkdir(path, 0o755) }
        removeOld()
        let tests = ReportForm.junit.bytes(news.summary, details: news.details)
        if tests.count <= Self.testLimit {
            write(tests, to: "junit.xml")
        } else {
            Console.error(
                "warning: the tests fill \(tests.count >> 20) MiB, of which GitLab reads 30: none are handed over"
            )
        }
        var quality: [UInt8] = []
        CodeQualityReport.write(news.summary, folder: folder) { quality += $0 }
        write(quality, to: "code-quality.json")
        let coverage = CoberturaReport.documents(CoberturaReport.files(of: news.summary), folder: folder)
        for (index, document) in coverage.enumerated() { write(document, to: "cobertura-\(index + 1).xml") }
        write(Array(news.outputs.dotenv(prefix: "assay_").utf8), to: "assay.env")
    }

    /// What an earlier command left, so that nothing of it is taken for this one's.
    private func removeOld() {
        for index in 1...1_000 where unlink("\(root)/\(Self.place)/cobertura-\(index).xml") != 0 { return }
    }

    private func write(_ bytes: [UInt8], to name: String) {
        do { try OutputFile.write(bytes, to: "\(root)/\(Self.place)/\(name)") } catch {
            Console.error("warning: GitLab is not told: \(error)")
        }
    }
}

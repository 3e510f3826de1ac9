package import Access
import Glibc
import Scanning
package import Storage

/// Whose jobs a project believes, one a line.
package struct TrustFile: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// None where there is no file.
    package var jobs: [TrustedJobs] {
        let text = (try? MappedFile(path: path))?.withBytes { String(decoding: Array($0), as: UTF8.self) } ?? ""
        return text.split(separator: "\n").compactMap { TrustedJobs(line: $0) }
    }

    package func add(_ jobs: TrustedJobs) throws(StorageError) {
        let all = self.jobs.filter { $0 != jobs } + [jobs]
        try ReplacementFile.write(Array(all.map { $0.line + "\n" }.joined().utf8), to: path)
    }
}

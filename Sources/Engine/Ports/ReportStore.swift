/// A place where reports are kept besides the run's folder: a folder, a bucket, a web server.
package protocol ReportStore: Sendable {
    /// Puts one file there in place of what has its name, at once or not at all.
    ///
    /// Gives back the address that it can be read at.
    func put(_ file: KeptFile) async throws(ReportStoreError) -> String
}

/// A file that is to be kept.
package struct KeptFile: Sendable, Hashable {
    /// Below the place, with `/` between folders: `20261122-150405-a1b2/report.html`.
    package var name: String
    package var bytes: [UInt8]
    /// Such as `text/html; charset=utf-8`.
    package var contentType: String
    /// SHA-256 in lowercase hexadecimal digits.
    package var digest: String

    package init(name: String, bytes: [UInt8], contentType: String, digest: String) {
        self.name = name
        self.bytes = bytes
        self.contentType = contentType
        self.digest = digest
    }
}

/// Why a file could not be kept: a warning, which changes no verdict.
package struct ReportStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do, as a lowercase fragment.
    package var description: String

    package init(_ description: String) { self.description = description }
}

import Scanning

/// Runs whose reports are sent in parts, and which parts are still waited for.
package enum UploadsBlock {
    package struct Upload: Sendable {
        package var run: String
        package var branch: String?
        package var commit: String?
        package var missing: [String]
        package var parts: Int
        /// When it is judged by what is here; seconds since 1970.
        package var closes: Double

        package init(run: String, branch: String?, commit: String?, missing: [String], parts: Int, closes: Double) {
            self.run = run
            self.branch = branch
            self.commit = commit
            self.missing = missing
            self.parts = parts
            self.closes = closes
        }
    }

    private static let named = 20

    /// nil where nothing waits.
    package static func block(_ uploads: [Upload]) -> View.Block? {
        guard !uploads.isEmpty else { return nil }
        let columns = [
            View.Column("run", "Run"), View.Column("branch", "Branch"), View.Column("commit", "Commit"),
            View.Column("here", "Parts here", isNumber: true), View.Column("parts", "Of", isNumber: true),
            View.Column("missing", "Waits for"), View.Column("closes", "Judged at the latest, UTC"),
        ]
        let rows = uploads.sorted { $0.closes < $1.closes }.map { upload -> [Cell] in
            let more = upload.missing.count - named
            let missing = upload.missing.prefix(named).joined(separator: ", ") + (more > 0 ? ", \(more) more" : "")
            return [
                Cell(upload.run), .maybe(upload.branch) { Cell($0) },
                .maybe(upload.commit) { Cell(Words.commit($0), JSON($0), .code) },
                .count(upload.parts - upload.missing.count), .count(upload.parts),
                Cell(missing.isEmpty ? "nothing" : missing, JSON(missing)), .time(upload.closes),
            ]
        }
        return View.Block("uploads", "Reports that wait for others", .table(View.Table(columns, rows, empty: "")))
    }
}

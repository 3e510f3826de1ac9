import History
import Scanning
import Storage

/// What is to come of a run whose reports are sent without Assay, and until when it is waited for.
package struct UploadManifest: Sendable, Hashable {
    /// As its sender calls it.
    package var run: String
    /// As it is called here: runs are sorted by it.
    package var id: String
    package var commit: String?
    package var branch: String?
    /// The number of a proposed change; nil for a run of the branch itself.
    package var pullRequest: String?
    /// The names of all parts: a verdict waits for each.
    package var shards: [String]
    /// Seconds since 1970.
    package var opened: Double
    /// When it is judged by what has come, whatever that is; seconds since 1970.
    package var closes: Double

    private static let mostShards = 1_000
    /// Seconds that are waited unless a client says otherwise, and at most.
    private static let patience = 3_600.0
    private static let longestPatience = 86_400.0

    package init(run: String, id: String, shards: [String], opened: Double, closes: Double) {
        self.run = run
        self.id = id
        self.shards = shards
        self.opened = opened
        self.closes = closes
    }

    package struct Problem: Error, Sendable, Hashable {
        package var text: String
    }

    /// From the fields of a form: `run`, and where they are needed `shards`, `commit`, `branch`, `pull_request`, `deadline`.
    init(fields: [String: String], now: Double) throws(Problem) {
        guard let run = fields["run"], RecordFolder.isName(run) else {
            throw Problem(text: "`run` names the run: at most 100 letters, digits, '.', '_' and '-'")
        }
        let wait = fields["deadline"].map { Double($0) ?? .nan } ?? Self.patience
        guard wait >= 1, wait <= Self.longestPatience else {
            throw Problem(text: "`deadline` is a number of seconds, \(Int(Self.longestPatience)) at most")
        }
        let shards = try Self.shards(fields["shards"] ?? "1")
        self.init(run: run, id: RunID.make(at: now), shards: shards, opened: now, closes: now + wait)
        if let commit = fields["commit"] {
            guard (7...64).contains(commit.utf8.count), commit.allSatisfy(\.isHexDigit) else {
                throw Problem(text: "`commit` is a whole commit's id")
            }
            self.commit = commit.lowercased()
        }
        branch = fields["branch"].flatMap { $0.isEmpty ? nil : $0 }
        pullRequest = fields["pull_request"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `4` for four of them, or names with commas between.
    private static func shards(_ text: String) throws(Problem) -> [String] {
        let problem = Problem(
            text: "`shards` is the number of all parts, or their names with commas between, \(mostShards) at most"
        )
        if let count = Int(text) {
            guard (1...mostShards).contains(count) else { throw problem }
            return (1...count).map { "\($0)" }
        }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard names.count <= mostShards,
            names.allSatisfy({ RecordFolder.isName($0) && !$0.contains(".json") && $0 != "judged" }),
            Set(names).count == names.count
        else {
            throw problem
        }
        return names
    }

    /// Why another part of the run cannot be of the same one; nil where it is.
    func difference(from other: UploadManifest) -> String? {
        if shards != other.shards { return "another part of the run has named other `shards`" }
        if commit != other.commit { return "another part of the run is of another `commit`" }
        if branch != other.branch { return "another part of the run is of another `branch`" }
        return pullRequest == other.pullRequest ? nil : "another part of the run is of another `pull_request`"
    }

    func missing(_ given: Set<String>) -> [String] { shards.filter { !given.contains($0) } }

    // MARK: As JSON

    var json: JSON {
        [
            "run": JSON(run), "id": JSON(id), "commit": JSON(commit), "branch": JSON(branch),
            "pull_request": JSON(pullRequest),
            "shards": JSON(shards.map { JSON($0) }), "opened": JSON(opened), "closes": JSON(closes),
        ]
    }

    /// nil for what no version has written.
    init?(_ json: JSON) {
        guard let run = json["run"]?.string, let id = json["id"]?.string,
            let shards = json["shards"]?.array?.compactMap(\.string),
            let opened = json["opened"]?.double, let closes = json["closes"]?.double
        else { return nil }
        self.init(run: run, id: id, shards: shards, opened: opened, closes: closes)
        commit = json["commit"]?.string
        branch = json["branch"]?.string
        pullRequest = json["pull_request"]?.string
    }
}

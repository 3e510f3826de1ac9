import Core
import Scanning

/// The files that a run lists (§3.24), and which of them were looked at.
struct SARIFArtifacts {
    /// By index; nil where an artifact has no path.
    private(set) var paths: [String?] = []
    /// Paths of those that were examined.
    private(set) var examined: [String] = []
    /// How many were examined, also those without a path.
    private(set) var count = 0

    /// Roles of files that a run wrote, or that told it what to do: none of them was looked at for problems.
    private static let others: Set<String> = [
        "usersuppliedconfiguration", "userspecifiedconfiguration", "toolspecifiedconfiguration", "debugoutputfile",
        "responsefile", "standardstream", "attachment", "driver", "extension", "translation", "taxonomy", "policy",
        "directory", "deleted",
    ]

    mutating func read(_ json: inout JSONReader, of run: SARIFRun) throws(ScanError) {
        guard try JSONText.isArray(&json) else { return }
        var known = ValueCache<String>()
        try json.beginArray()
        while try json.nextElement() {
            var path: String?
            var roles: [String] = []
            if try JSONText.isObject(&json) {
                try json.beginObject()
                while let key = try json.nextKey() {
                    switch key {
                    case "location": path = try SARIFLocation.readArtifact(&json).path(run, &known)
                    case "roles": roles = try JSONText.list(&json)
                    default: try json.skipValue()
                    }
                }
            }
            paths.append(path)
            guard roles.isEmpty || roles.contains(where: { !Self.others.contains($0.lowercased()) }) else { continue }
            count += 1
            if let path { examined.append(path) }
        }
    }

    /// Takes out files that could not be looked at.
    mutating func remove(_ files: Set<String>) {
        let left = examined.filter { !files.contains($0) }
        count -= examined.count - left.count
        examined = left
    }
}

import Core
import Scanning

/// The builds of a run of `go test`: one that failed may keep its package from being heard of at all.
struct GoBuilds {
    struct Build {
        var path: String
        var output = ""
        var hasFailed = false
    }

    private var builds: [Build] = []
    private var numbers: [String: Int] = [:]
    /// Builds that a package names as the reason why it failed.
    private var told: Set<String> = []

    mutating func handle(_ path: JSONReader.Key, _ action: JSONReader.Key, _ output: JSONReader.Key?) {
        let name = JSONText.text(path, limit: 1_024)
        let number = numbers[name] ?? builds.count
        if number == builds.count {
            builds.append(Build(path: name))
            numbers[name] = number
        }
        switch action {
        case "build-fail": builds[number].hasFailed = true
        case "build-output":
            let room = TestMessage.limit - builds[number].output.utf8.count
            if room > 0, let output { builds[number].output += Text.clean(output.string, limit: room) }
        default: break
        }
    }

    mutating func tell(_ build: JSONReader.Key) { told.insert(JSONText.text(build, limit: 1_024)) }

    /// Builds that failed and that no package tells of; where packages name none, a failed one may tell of all.
    func untold(isSomeFailed: Bool) -> [Build] {
        if told.isEmpty, isSomeFailed { return [] }
        return builds.filter { $0.hasFailed && !told.contains($0.path) }
    }
}

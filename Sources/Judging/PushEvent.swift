import Scanning

/// What GitHub Actions tells of the event that started it.
package enum PushEvent {
    /// The description holds the commits of the push; a larger one is none.
    private static let limit = 16 << 20

    /// The commit that the branch stood at before the push; nil for any other event.
    package static func before(_ environment: [String: String]) -> String? {
        environment["GITHUB_EVENT_NAME"] == "push" ? event(environment)?["before"]?.string : nil
    }

    /// The commit that a pull request, or a group of the merge queue, is compared with; nil for any other event.
    package static func base(_ environment: [String: String]) -> String? {
        guard let name = environment["GITHUB_EVENT_NAME"], name != "push", let event = event(environment) else {
            return nil
        }
        return event["merge_group"]?["base_sha"]?.string ?? event["pull_request"]?["base"]?["sha"]?.string
    }

    private static func event(_ environment: [String: String]) -> JSON? {
        guard let path = environment["GITHUB_EVENT_PATH"], let file = try? MappedFile(path: path), file.size <= limit
        else { return nil }
        return file.withBytes { bytes in try? JSON(parsing: Array(bytes)) }
    }
}

import Scanning

/// What GitHub Actions tells of the push that started it.
enum PushEvent {
    /// The description holds the commits of the push; a larger one is none.
    private static let limit = 16 << 20

    /// The commit that the branch stood at before the push; nil for any other event.
    static func before(_ environment: [String: String]) -> String? {
        guard environment["GITHUB_EVENT_NAME"] == "push", let path = environment["GITHUB_EVENT_PATH"],
            let file = try? MappedFile(path: path), file.size <= limit
        else { return nil }
        let event = file.withBytes { bytes in try? JSON(parsing: Array(bytes)) }
        return event?["before"]?.string
    }
}

/// The browser that a test really ran on, told from its labels.
struct BrowserRun {
    /// In lower case, by its shortest usual name.
    var name: String
    /// Such as `131.0.6778.33`; nil where nothing tells the real version.
    var version: String?

    /// nil where no label names a browser.
    init?(_ labels: Labels) {
        guard let written = labels["browser"], !written.isEmpty else { return nil }
        var words = written.lowercased().split(separator: " ")
        var version = ["browser_version", "browserVersion", "version"].compactMap { labels[$0] }.first(
            where: Self.isVersion
        )
        // Some tools write both into one text: `chrome 131.0.6778.33`.
        if words.count > 1, let last = words.last, Self.isVersion(String(last)) {
            words.removeLast()
            version = version ?? String(last)
        }
        let name = words.joined(separator: " ")
        self.name = Self.aliases[name] ?? name
        self.version = version
    }

    /// Whether the version is, or begins with, another one: `131` for `131.0.6778.33`.
    func isVersion(_ wanted: String) -> Bool {
        guard let version else { return false }
        return version == wanted || version.hasPrefix(wanted + ".")
    }

    static func canonical(_ name: String) -> String { aliases[name.lowercased()] ?? name.lowercased() }

    /// `latest` says what was asked for, not what ran.
    private static func isVersion(_ text: String) -> Bool {
        text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    }

    private static let aliases = [
        "google chrome": "chrome", "googlechrome": "chrome", "msedge": "edge", "microsoft edge": "edge",
        "microsoftedge": "edge", "mozilla firefox": "firefox", "apple safari": "safari",
    ]
}

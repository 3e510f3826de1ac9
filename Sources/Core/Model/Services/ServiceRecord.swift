/// A service that was up for steps of a run, as recorded.
package struct ServiceRecord: Sendable, Hashable {
    package var name: String
    /// The environment that it was a part of.
    package var environment: String
    /// The step that it was for; nil where it was for all that name the environment.
    package var step: String?
    /// The version that really ran; nil where nothing tells.
    package var version: String?
    /// The version that was asked for.
    package var wanted: String?
    package var port: Int?
    /// The image that its container was made of, and what tells it from all others; nil where it had none.
    package var image: String?
    package var digest: String?
    /// Its output, relative to the run's folder.
    package var log: String
    /// From its start until it was ready.
    package var seconds: Double

    package init(
        name: String,
        environment: String,
        step: String? = nil,
        version: String? = nil,
        wanted: String? = nil,
        port: Int? = nil,
        log: String,
        seconds: Double
    ) {
        self.name = name
        self.environment = environment
        self.step = step
        self.version = version
        self.wanted = wanted
        self.port = port
        self.log = log
        self.seconds = seconds
    }

    /// What a reader of a verdict must know: another version ran than the one that was asked for; nil where it did not.
    package var remark: String? {
        guard let wanted else { return nil }
        guard let version else {
            return "service \"\(name)\": \(wanted) is asked for, and nothing tells which version ran"
        }
        guard !ServiceVersion(wanted).isMet(by: version) else { return nil }
        return "service \"\(name)\": version \(version) ran where \(wanted) is asked for"
    }
}

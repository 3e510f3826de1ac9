import Core
import Engine
import Environments
import Glibc
import Scanning

/// Environments as `assay env` tells of them.
enum EnvText {
    /// What a person needs who has just brought an environment up.
    static func up(_ environment: TestEnvironment, _ state: StandingState) -> [String] {
        var lines = ["environment \"\(environment.name)\" is up"]
        lines += state.services.map(service)
        lines += state.access.variables.sorted { $0.key < $1.key }.map { "  \($0.key)=\($0.value)" }
        if state.until == nil { lines.append("it stays up: `assay env down \(environment.name)` takes it down") }
        return lines
    }

    private static func service(_ service: ServiceRecord) -> String {
        let version = service.version.map { " \($0)" } ?? ""
        let port = service.port.map { " at 127.0.0.1:\($0)" } ?? ""
        return "  \(service.name)\(version)\(port)" + (service.remark.map { " (\($0))" } ?? "")
    }

    /// An environment and how it stands.
    struct Row {
        var environment: TestEnvironment
        var keeper: Int32?
        var state: StandingState?

        /// What its keeper says of it; nil where it is not up.
        private var current: StandingState? {
            guard let state, state.process == keeper, state.phase == .up else { return nil }
            return state
        }

        private var standing: String { current != nil ? "up" : keeper != nil ? "coming up or going down" : "not up" }

        func lines(now: Double) -> [String] {
            let head = "\(environment.name)  \(environment.lifecycle ?? "ephemeral")  \(standing)"
            guard let current else { return [head] }
            let since = Int(max(0, now - current.since))
            let left = current.until.map { ", \(EnvText.span(Int(max(0, $0 - now)))) left" } ?? ""
            return ["\(head) for \(EnvText.span(since))\(left)"] + current.services.map(EnvText.service)
        }

        var json: JSON {
            [
                "name": JSON(environment.name), "lifecycle": JSON(environment.lifecycle ?? "ephemeral"),
                "up": JSON(current != nil), "since": JSON(current?.since), "until": JSON(current?.until),
                "services": JSON(
                    (current?.services ?? []).map { service -> JSON in
                        [
                            "name": JSON(service.name), "version": JSON(service.version), "port": JSON(service.port),
                        ]
                    }
                ),
            ]
        }
    }

    static func writeJSON(_ rows: [Row]) {
        let json = JSON(rows.map(\.json))
        Console.write(json.serialized(.pretty) + [0x0A], to: STDOUT_FILENO)
    }

    /// `2h 5m`, `3m 10s`, `7s`.
    private static func span(_ seconds: Int) -> String {
        if seconds >= 3600 { return "\(seconds / 3600)h \(seconds % 3600 / 60)m" }
        return seconds >= 60 ? "\(seconds / 60)m \(seconds % 60)s" : "\(seconds)s"
    }
}

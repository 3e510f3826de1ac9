package import Core
package import Engine
import Scanning

/// What the keeper of an environment that outlives a run says of it.
package struct StandingState: Sendable, Hashable {
    package enum Phase: String, Sendable, Hashable {
        case up
        /// It did not come up.
        case failed
        /// It was up.
        case down
    }

    package var phase: Phase
    /// The keeper's process.
    package var process: Int32
    /// Of what the configuration said of it.
    package var fingerprint: String
    /// When it was up, in seconds since 1970.
    package var since: Double
    /// When its duration ends; nil where it has none.
    package var until: Double?
    /// How often its health has been looked at.
    package var checks = 0
    /// What is wrong with it, or why it is no longer up; nil where all is well.
    package var problem: String?
    /// Lines that show it.
    package var details: [String] = []
    package var services: [ServiceRecord] = []
    package var access = EnvironmentAccess()

    init(phase: Phase, process: Int32, fingerprint: String, since: Double) {
        self.phase = phase
        self.process = process
        self.fingerprint = fingerprint
        self.since = since
    }
}

extension StandingState {
    var json: JSON {
        [
            "phase": JSON(phase.rawValue), "process": JSON(Int(process)), "fingerprint": JSON(fingerprint),
            "since": JSON(since), "until": JSON(until), "checks": JSON(checks), "problem": JSON(problem),
            "details": JSON(details.map { JSON($0) }), "services": JSON(services.map(Self.json)),
            "values": Self.json(access.values), "variables": Self.json(access.variables),
            "neighbour": access.neighbour.map { neighbour in
                [
                    "network": JSON(neighbour.network), "values": Self.json(neighbour.values),
                    "variables": Self.json(neighbour.variables),
                ]
            } ?? .null,
        ]
    }

    init?(json: JSON) {
        guard let phase = json["phase"]?.string.flatMap(Phase.init(rawValue:)), let process = json["process"]?.int,
            let fingerprint = json["fingerprint"]?.string, let since = json["since"]?.double
        else { return nil }
        self.init(phase: phase, process: Int32(truncatingIfNeeded: process), fingerprint: fingerprint, since: since)
        until = json["until"]?.double
        checks = json["checks"]?.int ?? 0
        problem = json["problem"]?.string
        details = json["details"]?.array?.compactMap(\.string) ?? []
        services = json["services"]?.array?.compactMap(Self.service) ?? []
        access = EnvironmentAccess(values: Self.texts(json["values"]), variables: Self.texts(json["variables"]))
        if let neighbour = json["neighbour"], let network = neighbour["network"]?.string {
            access.neighbour = EnvironmentAccess.Neighbour(
                network: network,
                values: Self.texts(neighbour["values"]),
                variables: Self.texts(neighbour["variables"])
            )
        }
    }

    private static func json(_ texts: [String: String]) -> JSON {
        .object(texts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) })
    }

    private static func texts(_ json: JSON?) -> [String: String] {
        var texts: [String: String] = [:]
        for member in json?.object ?? [] { texts[member.key] = member.value.string }
        return texts
    }

    private static func json(_ service: ServiceRecord) -> JSON {
        [
            "name": JSON(service.name), "environment": JSON(service.environment), "version": JSON(service.version),
            "wanted": JSON(service.wanted), "port": JSON(service.port), "log": JSON(service.log),
            "seconds": JSON(service.seconds), "image": JSON(service.image), "digest": JSON(service.digest),
        ]
    }

    private static func service(_ json: JSON) -> ServiceRecord? {
        guard let name = json["name"]?.string, let environment = json["environment"]?.string,
            let log = json["log"]?.string
        else { return nil }
        var record = ServiceRecord(
            name: name,
            environment: environment,
            version: json["version"]?.string,
            wanted: json["wanted"]?.string,
            port: json["port"]?.int,
            log: log,
            seconds: json["seconds"]?.double ?? 0
        )
        (record.image, record.digest) = (json["image"]?.string, json["digest"]?.string)
        return record
    }
}

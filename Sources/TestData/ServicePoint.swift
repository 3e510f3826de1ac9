import Engine

/// A database of an environment: how it is reached.
struct ServicePoint: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable {
        case postgres
        case redis
    }

    var kind: Kind
    /// The service's name.
    var name: String
    var host: String
    var port: Int
    var user: String
    var database: String

    var url: String {
        switch kind {
        case .postgres: "postgresql://\(user)@\(host):\(port)/\(database)"
        case .redis: "redis://\(host):\(port)/0"
        }
    }

    /// The databases that an environment has, by the details of its services, in the order of their names.
    static func all(in access: EnvironmentAccess) -> [ServicePoint] {
        let ending = ".url"
        var points: [ServicePoint] = []
        for (key, url) in access.values.sorted(by: { $0.key < $1.key })
        where key.hasPrefix("services.") && key.hasSuffix(ending) {
            let name = String(key.dropFirst("services.".count).dropLast(ending.count))
            func detail(_ word: String) -> String? { access.values["services.\(name).\(word)"] }
            let kind: Kind
            if url.hasPrefix("postgres") {
                kind = .postgres
            } else if url.hasPrefix("redis:") {
                kind = .redis
            } else {
                continue
            }
            // Another service may say a database's address as its own.
            guard detail("socket") != nil, let port = detail("port").flatMap({ Int($0) }) else { continue }
            points.append(
                ServicePoint(
                    kind: kind,
                    name: name,
                    host: detail("host") ?? "127.0.0.1",
                    port: port,
                    user: detail("user") ?? "postgres",
                    database: detail("database") ?? "postgres"
                )
            )
        }
        return points
    }
}

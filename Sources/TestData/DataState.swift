import Scanning

/// What a step was given, and how it comes back: the file that `assay env restore` reads.
struct DataState: Sendable, Hashable {
    /// A database with what it was when the step began.
    struct Database: Sendable, Hashable {
        var point: ServicePoint
        /// The template database, or the file of Redis' values.
        var snapshot: String
    }

    /// The variable that names the file.
    static let variable = "ASSAY_DATA_STATE"

    var databases: [Database] = []
    /// The folder with the step's files, and the one that they come from; nil where it has none.
    var folder: String?
    var originals: String?

    var json: JSON {
        let databases = databases.map { database -> JSON in
            [
                "kind": JSON(database.point.kind.rawValue), "service": JSON(database.point.name),
                "host": JSON(database.point.host), "port": JSON(database.point.port),
                "user": JSON(database.point.user), "database": JSON(database.point.database),
                "snapshot": JSON(database.snapshot),
            ]
        }
        return JSON(present: [
            "assay_data": 1, "databases": .array(databases), "folder": JSON(folder), "originals": JSON(originals),
        ])
    }

    init() {}

    /// nil where the text is no such file.
    init?(_ json: JSON) {
        guard json["assay_data"]?.int == 1 else { return nil }
        folder = json["folder"]?.string
        originals = json["originals"]?.string
        for entry in json["databases"]?.array ?? [] {
            guard let kind = entry["kind"]?.string.flatMap(ServicePoint.Kind.init(rawValue:)),
                let host = entry["host"]?.string, let port = entry["port"]?.int,
                let snapshot = entry["snapshot"]?.string
            else { return nil }
            let point = ServicePoint(
                kind: kind,
                name: entry["service"]?.string ?? "database",
                host: host,
                port: port,
                user: entry["user"]?.string ?? "postgres",
                database: entry["database"]?.string ?? "postgres"
            )
            databases.append(Database(point: point, snapshot: snapshot))
        }
    }
}

import Core
import Engine
import Execution
import Remote

/// Fills the services of one environment for the steps of one kind, once.
struct DataFilling: Sendable {
    let strategy: DataStrategy
    /// The kind of steps, as its key is called.
    let name: String
    let access: EnvironmentAccess
    let site: DataSite
    let tool: DataTool

    /// What was made, to be restored from.
    func run() async throws(LaunchError) -> DataState {
        let points = ServicePoint.all(in: access)
        let kept = strategy.inputs.isEmpty || points.isEmpty ? nil : store(points)
        if let kept, kept.holds(points) {
            try await kept.load(points, tool)
        } else {
            if let kept, kept.isOutdated {
                site.record("the snapshot for \(name) rests on other seeds or \(inputs): it is made anew")
            }
            var seeder = Seeder(tool: tool, transport: NIOTransport(), access: access, name: name)
            try await seeder.run(strategy.seeds)
            if let specification = strategy.specification { try await generate(specification, points) }
            try await kept?.save(points, tool)
        }
        var state = DataState()
        guard strategy.isRestored else { return state }
        for point in points { state.databases.append(try await snapshot(point)) }
        return state
    }

    private var inputs: String { strategy.inputs.joined(separator: ", ") }

    private func store(_ points: [ServicePoint]) -> SnapshotStore {
        let versions = points.map { access.values["services.\($0.name).version"] ?? "" }
        let key = SnapshotStore.key(strategy, points, versions: versions, root: site.folder.root)
        return SnapshotStore(folder: site.snapshots, name: name, key: key)
    }

    private func snapshot(_ point: ServicePoint) async throws(LaunchError) -> DataState.Database {
        switch point.kind {
        case .postgres:
            let ended = try await PostgresSnapshot(point: point, tool: tool).take()
            if ended > 0 {
                site.record(
                    "\(ended) connection\(ended == 1 ? "" : "s") to \"\(point.name)\" had to be ended for its snapshot; who has "
                        + "one connects again"
                )
            }
            return DataState.Database(point: point, snapshot: PostgresSnapshot.template)
        case .redis:
            let path = "\(site.folder.path)/logs/data-\(name)-\(point.name).values"
            _ = try RedisSnapshot(point: point).take(to: path)
            return DataState.Database(point: point, snapshot: path)
        }
    }

    // MARK: Records

    private func generate(_ specification: String, _ points: [ServicePoint]) async throws(LaunchError) {
        let database = try place(points)
        var arguments = [site.program, "data", "generate", specification, "--into", database.url]
        if database.kind == .postgres { arguments.append("--ddl") }
        if let volume = strategy.volume { arguments += ["--volume", volume] }
        if strategy.distribution == .uniform { arguments.append("--uniform") }
        let log = "data-\(name)-records.log"
        let path = (tool.inherited["PATH"] ?? "/usr/bin:/bin") + ":" + Self.folder(of: DataTool.postgres("psql"))
        let ended = try await tool.run(arguments, ["PATH": path], log: log)
        guard !ended.isSuccess else { return }
        let lines = ended.output.split(separator: "\n").suffix(20).map(String.init)
        throw LaunchError(
            "the records of \(specification) could not be made in \"\(database.name)\"; the output: logs/\(log)",
            details: lines
        )
    }

    /// The database that gets the records: the one that is named, else the only PostgreSQL, else the only Redis.
    private func place(_ points: [ServicePoint]) throws(LaunchError) -> ServicePoint {
        let candidates: [ServicePoint]
        if let service = strategy.service {
            candidates = points.filter { $0.name == service }
        } else {
            let databases = points.filter { $0.kind == .postgres }
            candidates = databases.isEmpty ? points : databases
        }
        if candidates.count == 1 { return candidates[0] }
        let why: String
        if let service = strategy.service {
            why = "the environment has no PostgreSQL and no Redis called \"\(service)\""
        } else if candidates.isEmpty {
            why = "the environment has neither PostgreSQL nor Redis"
        } else {
            why =
                "the environment has several (\(candidates.map(\.name).joined(separator: ", "))); name one with 'service'"
        }
        throw LaunchError("the records of \(name) have no place to go: \(why)")
    }

    private static func folder(of program: String) -> String {
        program.lastIndex(of: "/").map { String(program[..<$0]) } ?? "/usr/bin"
    }
}

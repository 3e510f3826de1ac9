import Core
import Engine

extension RecipeBook {
    /// A cluster of its own that nobody needs tomorrow: nothing waits for a disk, and everybody on this machine who
    /// finds the port may come in.
    func postgres() async throws(LaunchError) -> ServiceRecipe {
        guard
            let programs = Programs.choose(
                "postgres",
                in: Self.postgresFolders,
                for: service.version?.wanted,
                site.inherited["PATH"]
            )
        else {
            throw LaunchError(
                "service \"\(service.name)\" needs PostgreSQL's programs, which are neither in /usr/lib/postgresql/*/bin nor"
                    + " in PATH: install them (Debian's package is postgresql)"
            )
        }
        let account = Account.unprivileged("postgres")
        let folder = try site.folders.make(for: account)
        let data = folder + "/data"
        let line = await firstLine(of: ["\(programs)/postgres", "--version"], folder)
        let version = line.flatMap { Programs.version(in: $0, behind: "PostgreSQL) ") }
        var details = self.details(folder)
        let port = details["port"] ?? ""
        details["user"] = "postgres"
        details["database"] = "postgres"
        details["socket"] = folder
        details["url"] = "postgresql://postgres@\(LoopbackPort.host):\(port)/postgres"
        details["version"] = version
        let prefix = account?.prefix ?? []
        let ready = HealthCheck(
            .arguments([
                "\(programs)/pg_isready", "-q", "-h", LoopbackPort.host, "-p", port, "-U", "postgres", "-t", "2",
            ]),
            interval: .milliseconds(20),
            retries: 100,
            startPeriod: .seconds(30)
        )
        let server = prefix + ["\(programs)/postgres", "-D", data, "-h", LoopbackPort.host, "-p", port, "-k", folder]
        var recipe = self.recipe(server + Self.settings, folder, details, service.health ?? ready)
        recipe.version = version
        // A server that sees Assay's PGDATA or PGPORT would take them for its own.
        for name in recipe.command.environment.keys where name.hasPrefix("PG") && service.variables[name] == nil {
            recipe.command.environment[name] = nil
        }
        recipe.command.directory = folder
        recipe.prepare = recipe.command
        let owner = account.map { "\($0.user):\($0.group)" } ?? ""
        let major = version?.split(separator: ".").first.map(String.init) ?? ""
        let script = ["sh", "-euc", Self.making, "making", data, cluster(programs, version), programs, owner, major]
        recipe.prepare?.arguments = script + prefix
        recipe.stop = recipe.command
        recipe.stop?.log = folder + "/stop.log"
        recipe.stop?.arguments =
            prefix + ["\(programs)/pg_ctl", "stop", "-s", "-D", data, "-m", "immediate", "-t", "5"]
        return recipe
    }

    static var postgresFolders: [String] {
        Programs.folders(in: "/usr/lib/postgresql", below: "bin") + ["/usr/local/pgsql/bin"]
    }

    private static let settings = [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "dynamic_shared_memory_type=mmap",
        "logging_collector=off",
    ].flatMap { ["-c", $0] }

    /// Where a fresh cluster is kept, by all that decides what it is.
    private func cluster(_ programs: String, _ version: String?) -> String {
        let name = programs.split(separator: "/").joined(separator: "-")
        return "\(site.cache)/postgres-\(version ?? "unknown")-\(name)"
    }

    /// Takes a copy of a fresh cluster, or makes one and keeps a copy, which is there whole or not at all.
    ///
    /// A copy that is not whole, or of another major version, is none.
    ///
    /// `$1` data, `$2` copy, `$3` programs, `$4` owner, `$5` major version, then what makes a command run as another user.
    private static let making = """
        data=$1 copy=$2 programs=$3 owner=$4 major=$5
        shift 5
        if [ -n "$major" ] && [ -e "$copy" ] && [ "$(cat "$copy/PG_VERSION" 2>/dev/null)" != "$major" ]; then
            rm -rf "$copy"
        fi
        if [ -f "$copy/PG_VERSION" ]; then
            cp -a --reflink=auto "$copy" "$data"
        else
            "$@" "$programs/initdb" -D "$data" --no-sync --auth=trust --username=postgres --encoding=UTF8 --locale=C
            if mkdir -p "${copy%/*}" && cp -a "$data" "$copy.$$"; then mv -T "$copy.$$" "$copy" || rm -rf "$copy.$$"; fi
        fi
        if [ -n "$owner" ]; then chown -R "$owner" "$data"; fi
        """
}

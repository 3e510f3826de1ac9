import Core
import Engine
import Environments
import Execution
import Glibc
import Storage

/// What outlives runs besides their own folders: snapshots that services start from, and what package managers have fetched.
struct KeptFolders {
    enum Kind: String, CaseIterable {
        case snapshots
        case volumes
    }

    /// Absolute path of `.assay`.
    let path: String
    /// Why nothing of what is in use may go, and since when; nil where no run and no environment is under way.
    let holder: (reason: String, since: Double)?

    /// Which entries there are, by their paths below `.assay`.
    func entries(_ kind: Kind) -> [Retention.Run] {
        places(kind).flatMap { place in
            Folders.names(in: "\(path)/\(place)").filter { !$0.hasPrefix(Self.removed) }.sorted().compactMap { name in
                entry("\(place)/\(name)", kind)
            }
        }
    }

    /// Folders below `.assay` whose entries may go one by one.
    private func places(_ kind: Kind) -> [String] {
        switch kind {
        case .snapshots: ["services", "snapshots"]
        case .volumes: Folders.names(in: "\(path)/cache/volumes").sorted().map { "cache/volumes/\($0)" }
        }
    }

    private func entry(_ name: String, _ kind: Kind) -> Retention.Run? {
        var status = stat()
        guard lstat("\(path)/\(name)", &status) == 0 else { return nil }
        // A run touches the volumes that it has; a snapshot is copied as it is, whenever it was made.
        let used = Double(max(status.st_mtim.tv_sec, status.st_ctim.tv_sec))
        var entry = Retention.Run(id: name, started: used, bytes: RunStore.size(of: "\(path)/\(name)"))
        if let holder, kind == .snapshots || used >= holder.since { entry.held = holder.reason }
        return entry
    }

    private static let removed = ".removed-"

    /// Takes an entry away; whoever looks for it meanwhile finds it whole or not at all.
    func remove(_ entry: Retention.Run) {
        let (place, name) =
            entry.id.lastIndex(of: "/").map { (entry.id[..<$0], entry.id[entry.id.index(after: $0)...]) }
            ?? ("", entry.id[...])
        let target = "\(path)/\(place)/\(Self.removed)\(name)"
        Folders.remove(target)
        if rename("\(path)/\(entry.id)", target) == 0 { Folders.remove(target) }
    }
}

extension KeptFolders {
    /// Those of a project, with what is under way there now.
    init(root: String, _ store: RunStore, now: Double) {
        path = store.path
        let live = store.list().filter { store.isLive($0, now: now) }.min()
        let standing = StandingFolder.all(root: root).filter { $0.keeper != nil }
        if let live {
            holder = ("run \(live) is under way", RunID.time(of: live) ?? 0)
        } else if let environment = standing.map(\.name).min() {
            holder = ("environment \"\(environment)\" is up", standing.compactMap { $0.state?.since }.min() ?? 0)
        } else {
            holder = nil
        }
    }
}

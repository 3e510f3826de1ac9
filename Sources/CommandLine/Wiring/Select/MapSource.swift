import Core
import Execution
import History
import Recording
import Selection

/// Brings the maps of earlier runs to where the tree is now.
struct MapSource {
    let root: String
    let shared: String?
    let project: Project
    let environment: [String: String]
    let lockfiles: Lockfiles

    /// nil where no run has learned anything.
    ///
    /// `isVoid`: whether a change of a file makes every recording worthless.
    func view(_ own: [ChangedFile], testFiles: Set<String>, isVoid: (ChangedFile) -> String?) -> MapView? {
        let history = ProjectHistory(root: root, shared: shared)
        let folders = [history.own.path, history.imported.path] + [history.shared?.path].compactMap(\.self)
        let (map, damaged) = MapFolder.read(folders)
        for path in damaged {
            Console.error("warning: \(path) is damaged, or of another version: what it recorded counts for nothing")
        }
        guard !map.isEmpty else { return nil }
        let past = GitPast(directory: root, environment: environment)
        var known: [String: MapView.Since] = [:]
        let paths = Set(own.map(\.path))
        let locks = lockfiles
        func sinceCommit(_ origin: FileMap.Origin) -> MapView.Since {
            let key = "\(origin.commit) \(origin.packages.map(\.rawValue).sorted())"
            if let since = known[key] { return since }
            var since = MapView.Since(files: nil, commits: past.commits(since: origin.commit) ?? 0)
            if let changed = past.changes(since: origin.commit) {
                let files = changed.flatMap(ChangeFinder.files)
                let later = Set(files.map(\.path))
                since.files = files + own.filter { !later.contains($0.path) }
                since.void =
                    files.lazy.filter { !paths.contains($0.path) && !locks.isKnown($0.path) }.compactMap(isVoid)
                    .first
                for file in files where locks.isKnown(file.path) {
                    let kind = locks.kind(of: file.path)
                    let isSeen = kind.map { origin.packages.contains($0) && map.hasPackages($0) } ?? true
                    if isSeen, let packages = locks.changes(of: file.path, since: origin.commit) {
                        if Lockfiles.isReadByManager(file.path) { since.files?.removeAll { $0.path == file.path } }
                        since.files? += packages
                    } else {
                        since.void = since.void ?? "\(file.path) changed, and not all that uses it could be seen"
                    }
                }
            }
            known[key] = since
            return since
        }
        let since = map.origins.map { origin -> MapView.Since in
            var since = sinceCommit(origin)
            let later = Set((since.files ?? []).map(\.path))
            // Nobody knows whether they are what they were.
            let dirty = origin.dirty.filter { !later.contains($0) }.map { ChangedFile($0, .modified) }
            since.files? += dirty
            since.void = since.void ?? dirty.lazy.filter { !paths.contains($0.path) }.compactMap(isVoid).first
            return since
        }
        return MapView(
            map,
            since: since,
            environment: EnvironmentMark.of(project, root: root, environment: environment),
            maxAge: project.selection.maxAge,
            testFiles: testFiles,
            own: own
        )
    }
}

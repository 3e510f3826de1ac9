/// A map as of now: which recordings still hold, and which of their files have changed since each was made.
package struct MapView: Sendable {
    /// What is known of the time since a recording was made.
    package struct Since: Sendable, Hashable {
        /// What has changed since its commit; nil where git does not know the commit.
        package var files: [ChangedFile]?
        /// Commits since then.
        package var commits: Int
        /// Why no recording of then is worth anything: what everything depends on has changed since; nil where it has not.
        package var void: String?

        package init(files: [ChangedFile]?, commits: Int) {
            self.files = files
            self.commits = commits
        }
    }

    /// What a map says of a test.
    package enum Answer: Sendable, Hashable {
        case touched([Ground])
        case untouched(reason: String)
        /// It proves nothing of it.
        case void(reason: String)
    }

    private let map: FileMap
    private let since: [Since]
    private let changed: [Changed]
    private let isOfEnvironment: [Bool]
    private let maxAge: Int
    private let own: Set<String>
    /// By origin, the paths that have changed since.
    private let changedPaths: [Set<String>]

    /// What has changed since an origin, as places in the map.
    private struct Changed {
        var files: [Int32: ChangedFile] = [:]
        /// By place, whether it is one of these.
        var isChanged: [Bool]
        /// Those that came or went.
        var comings: [(place: Int32, file: ChangedFile)] = []
        var places: [ChangedFile] = []
        /// By folder, an entry that came or went.
        var entries: [Int32: ChangedFile] = [:]
        /// A package that is another, came or went.
        var package: ChangedFile?
    }

    /// A map with what has happened to each of its origins since.
    ///
    /// `environment`: what tests would run with now. `testFiles`: of tests, each of which stands for itself, so that a new one
    /// beside a test is no change of that. `own`: the change that tests are chosen for.
    package init(
        _ map: FileMap,
        since: [Since],
        environment: String,
        maxAge: Int,
        testFiles: Set<String>,
        own: [ChangedFile]
    ) {
        self.map = map
        self.since = since
        self.maxAge = maxAge
        self.own = Set(own.map(\.path))
        changedPaths = since.map { Set(($0.files ?? []).map(\.path)) }
        isOfEnvironment = map.origins.map { $0.environment == environment }
        changed = since.map { since in
            var changed = Changed(isChanged: Array(repeating: false, count: map.paths.count))
            for file in since.files ?? [] {
                if let place = map.known(file.path) {
                    changed.files[place] = file
                    changed.isChanged[Int(place)] = true
                    if file.kind != .modified { changed.comings.append((place, file)) }
                }
                if file.kind == .place { changed.places.append(file) }
                if case .package = file.subject { changed.package = file }
                guard file.kind != .modified, !testFiles.contains(file.path) else { continue }
                let folder = file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "."
                if let place = map.known(folder) { changed.entries[place] = file }
            }
            return changed
        }
    }

    /// Whether a file came after any of the recordings.
    package func isNew(_ path: String) -> Bool {
        since.contains { $0.files?.contains { $0.path == path && $0.kind == .added } ?? false }
    }

    /// Whether the recording that answers for a test saw everything that its process did.
    package func isWhole(step: String, test: String?) -> Bool {
        map.entry(step: step, test: test).map { map.sets[$0.set].blind == nil } ?? false
    }

    package func answer(step: String, test: String?) -> Answer {
        guard let entry = map.entry(step: step, test: test) else { return .void(reason: "no recording of it") }
        let (origin, since) = (map.origins[entry.origin], since[entry.origin])
        guard since.files != nil else {
            return .void(reason: "its recording is of commit \(origin.commit.prefix(10)), which is not here")
        }
        if let void = since.void { return .void(reason: "its recording is older than a change of everything: \(void)") }
        guard since.commits <= maxAge else {
            return .void(reason: "its recording is \(since.commits) commits old, and more than \(maxAge) are too many")
        }
        guard isOfEnvironment[entry.origin] else {
            return .void(reason: "its recording was made with other programs, or on another system")
        }
        let set = map.sets[entry.set]
        guard !set.files.isEmpty else { return .void(reason: "its recording has no file of the project") }
        if let stale = set.stale { return .void(reason: stale) }
        let grounds = grounds(set, changed[entry.origin])
        guard grounds.isEmpty else { return .touched(grounds) }
        return .untouched(reason: "touches nothing that changed (recorded \(Self.age(since.commits, origin)))")
    }

    /// `3 commits ago, at 1a2b3c4d5e`.
    private static func age(_ commits: Int, _ origin: FileMap.Origin) -> String {
        let place = "at \(origin.commit.prefix(10))"
        return commits == 0 ? place : "\(commits) commit\(commits == 1 ? "" : "s") ago, \(place)"
    }

    /// Where a test was recorded; nil where it was not.
    package func origin(step: String, test: String?) -> (origin: FileMap.Origin, commits: Int)? {
        map.entry(step: step, test: test).map { (map.origins[$0.origin], since[$0.origin].commits) }
    }

    /// A recording by which a test touches nothing that changed.
    package struct Standing: Sendable, Hashable {
        package var origin: FileMap.Origin
        package var commits: Int
        /// The units whose results stand for the test; empty where that is not known.
        package var units: [FileMap.Unit]
        /// All that has changed since, whatever a test touches.
        package var changed: Set<String>
    }

    /// The recording of a test, where nothing that it touches has changed since; nil for any other.
    package func standing(step: String, test: String?) -> Standing? {
        guard case .untouched = answer(step: step, test: test), let entry = map.entry(step: step, test: test) else {
            return nil
        }
        let since = since[entry.origin]
        return Standing(
            origin: map.origins[entry.origin],
            commits: since.commits,
            units: map.sets[entry.set].units,
            changed: changedPaths[entry.origin]
        )
    }

    /// What could not be seen of a test; nil where everything could.
    package func blind(step: String, test: String?) -> String? {
        map.entry(step: step, test: test).flatMap { map.sets[$0.set].blind }
    }

    /// The files that a test was seen to touch.
    package func files(step: String, test: String?) -> [String] {
        map.entry(step: step, test: test).map { map.sets[$0.set].files.map { map.paths[Int($0)] } } ?? []
    }

    /// Whether a test was seen to touch one of some files.
    package func touches(step: String, test: String?, _ files: Set<Int32>) -> Bool {
        map.entry(step: step, test: test).map { map.sets[$0.set].files.contains(where: files.contains) } ?? false
    }

    /// The places of the files that any recording has and that some rule is about.
    package func places(where isMeant: (String) -> Bool) -> Set<Int32> {
        Set(map.paths.indices.filter { isMeant(map.paths[$0]) }.map { Int32($0) })
    }

    private func grounds(_ set: FileMap.Touched, _ changed: Changed) -> [Ground] {
        var grounds: [Ground] = []
        for place in set.files where changed.isChanged[Int(place)] {
            if let file = changed.files[place] { grounds.append(MapWords.read(file, isOwn: own.contains(file.path))) }
        }
        for (place, file) in changed.comings where contains(set.absent, place) {
            grounds.append(Ground(.map, 1, "looks for \(MapWords.name(file)), which \(MapWords.change(file))"))
        }
        for (place, file) in changed.entries where contains(set.folders, place) {
            grounds.append(Ground(.map, 1, MapWords.lists(file)))
        }
        for place in changed.places {
            let below = place.path + "/"
            if set.files.contains(where: { map.paths[Int($0)].hasPrefix(below) }) {
                grounds.append(Ground(.map, 1, "reads files below \(place.path), which leads elsewhere now"))
            }
        }
        if grounds.isEmpty, set.hidesPackages, let package = changed.package {
            let what = "\(MapWords.name(package)), which \(MapWords.change(package))"
            grounds.append(Ground(.map, 1, "may use \(what): not all of its packages could be seen"))
        }
        return grounds.sorted { $0.words < $1.words }
    }

    private func contains(_ list: [Int32], _ place: Int32) -> Bool {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low < list.count && list[low] == place
    }
}

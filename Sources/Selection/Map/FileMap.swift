/// What tests were seen to touch: for each the newest recording that is left of it.
package struct FileMap: Sendable, Hashable {
    /// A run in which tests were watched.
    package struct Origin: Sendable, Hashable {
        package var run: String
        package var commit: String
        /// What stands for the programs and the system that the tests ran with.
        package var environment: String
        /// Seconds since 1970.
        package var time: Double
        /// Files that were not as the commit has them.
        package var dirty: [String]
        /// Whose packages were noted too, where tests use some.
        package var packages: Set<InstalledPackage.Kind>

        package init(
            run: String,
            commit: String,
            environment: String,
            time: Double,
            dirty: [String] = [],
            packages: Set<InstalledPackage.Kind> = Set(InstalledPackage.Kind.allCases)
        ) {
            self.run = run
            self.commit = commit
            self.environment = environment
            self.time = time
            self.dirty = dirty
            self.packages = packages
        }
    }

    /// A work unit that tests ran in, so that its results can be found again.
    package struct Unit: Sendable, Hashable {
        /// A step, with its cell.
        package var step: String
        /// The part of its tests; nil where they were one piece.
        package var part: String?
        /// How many tests it ran; 1 for a step that is one piece.
        package var tests: Int

        package init(step: String, part: String? = nil, tests: Int = 1) {
            self.step = step
            self.part = part
            self.tests = tests
        }
    }

    /// Which test of which step; nil for a step that is one piece.
    package struct Key: Sendable, Hashable {
        package var step: String
        package var test: String?

        package init(step: String, test: String? = nil) {
            self.step = step
            self.test = test
        }
    }

    /// Paths as places in `paths`, each list sorted.
    package struct Touched: Sendable, Hashable {
        /// Read, executed or written.
        package var files: [Int32] = []
        /// Looked for where nothing was.
        package var absent: [Int32] = []
        /// Folders whose entries were listed.
        package var folders: [Int32] = []
        /// What the recorder could not see, in words; nil where it saw everything.
        package var blind: String?
        /// What was made before the recording, of files that nobody saw: it proves nothing; nil where nothing was.
        package var stale: String?
        /// Whether it may use packages that were not noted.
        package var hidesPackages = false
        /// The units that it was seen of; empty where nothing says it.
        package var units: [Unit] = []

        package init() {}
    }

    package struct Entry: Sendable, Hashable {
        /// Place in `origins`.
        package var origin: Int
        /// Place in `sets`: tests of one process share what it touched.
        package var set: Int
    }

    package private(set) var paths: [String] = []
    package private(set) var origins: [Origin] = []
    package private(set) var sets: [Touched] = []
    package private(set) var entries: [Key: Entry] = [:]
    private var places: [String: Int32] = [:]

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }

    /// The place of a path that may be new.
    package mutating func place(of path: String) -> Int32 {
        if let place = places[path] { return place }
        let place = Int32(paths.count)
        paths.append(path)
        places[path] = place
        return place
    }

    /// Whether any test was seen to use a package of a kind: else these lie where nobody sees them.
    package func hasPackages(_ kind: InstalledPackage.Kind) -> Bool {
        paths.contains { $0.hasPrefix(kind.rawValue + "/") }
    }

    /// The place of a path that some recording has; nil where none has.
    package func known(_ path: String) -> Int32? { places[path] }

    package mutating func add(_ origin: Origin) -> Int {
        if let place = origins.firstIndex(of: origin) { return place }
        origins.append(origin)
        return origins.count - 1
    }

    package mutating func add(_ touched: Touched) -> Int {
        sets.append(touched)
        return sets.count - 1
    }

    /// Keeps a recording where none, or an older one, is known of the test.
    package mutating func record(_ key: Key, origin: Int, set: Int) {
        if let known = entries[key], origins[known.origin].time > origins[origin].time { return }
        entries[key] = Entry(origin: origin, set: set)
    }

    /// Takes in the recordings of another run or shard; of each test the newest stays.
    package mutating func merge(_ other: FileMap) {
        let moved = other.paths.map { place(of: $0) }
        let move = { (list: [Int32]) in list.map { moved[Int($0)] }.sorted() }
        let newOrigins = other.origins.map { add($0) }
        let newSets = other.sets.map { set -> Int in
            var touched = set
            (touched.files, touched.absent, touched.folders) = (move(set.files), move(set.absent), move(set.folders))
            return add(touched)
        }
        for (key, entry) in other.entries {
            record(key, origin: newOrigins[entry.origin], set: newSets[entry.set])
        }
    }

    /// What was recorded of a test, or of the step as one piece.
    package func entry(step: String, test: String?) -> Entry? {
        entries[Key(step: step, test: test)] ?? (test == nil ? nil : entries[Key(step: step)])
    }
}

/// Makes a map of what the units of one run were seen to touch.
package struct MapBuilder {
    /// A unit with the tests that it ran.
    package struct Unit: Sendable {
        package var keys: [FileMap.Key]
        package var touches: RawTouches
        /// Whether it came to a good end: of one that did not nobody knows what it would have touched.
        package var passed: Bool
        /// What its results are found by; nil where nobody wants to find them.
        package var name: FileMap.Unit?

        package init(keys: [FileMap.Key], touches: RawTouches, passed: Bool, name: FileMap.Unit? = nil) {
            self.keys = keys
            self.touches = touches
            self.passed = passed
            self.name = name
        }
    }

    private let units: [Unit]
    /// Files that people write: those that git keeps, or would.
    private let sources: Set<String>
    private let writers: [String: [Int]]
    /// Folders that hold a source, by whatever way below.
    private let sourceFolders: Set<String>
    /// By path, the packages of Python that files belong to.
    private let distributions: [String: String]
    private let age: [String: Age]

    /// When a file was last made, of those that people did not write.
    package enum Age: Sendable, Hashable {
        case beforeRun
        case inRun
    }

    /// - Parameters:
    ///   - units: what ran.
    ///   - sources: files that people write.
    ///   - distributions: by path, the packages of Python that files belong to.
    ///   - age: of the other files that were touched and are still there.
    package init(
        _ units: [Unit],
        sources: Set<String>,
        distributions: [String: String] = [:],
        age: [String: Age] = [:]
    ) {
        self.age = age
        self.units = units
        self.sources = sources
        self.distributions = distributions
        var writers: [String: [Int]] = [:]
        for (index, unit) in units.enumerated() {
            for path in unit.touches.written where !sources.contains(path) { writers[path, default: []].append(index) }
        }
        self.writers = writers
        sourceFolders = Self.folders(of: sources)
    }

    /// The folders that files lie in, and those above them.
    package static func folders(of files: some Sequence<String>) -> Set<String> {
        var folders: Set<String> = ["."]
        for file in files {
            var rest = file[...]
            while let slash = rest.lastIndex(of: "/") {
                rest = rest[..<slash]
                guard folders.insert(String(rest)).inserted else { break }
            }
        }
        return folders
    }

    /// Adds to the map what each test of a good unit depends on.
    package func add(to map: inout FileMap, _ origin: FileMap.Origin) {
        let origin = map.add(origin)
        var owners: [FileMap.Key: [Int]] = [:]
        var order: [FileMap.Key] = []
        for (index, unit) in units.enumerated() {
            for key in unit.keys {
                if owners[key] == nil { order.append(key) }
                owners[key, default: []].append(index)
            }
        }
        var sets: [[Int]: Int] = [:]
        for key in order {
            // The cells of a matrix run one test: what any of them touches counts.
            let own = owners[key] ?? []
            guard own.allSatisfy({ units[$0].passed }) else { continue }
            let set = sets[own] ?? map.add(touched(own, &map))
            sets[own] = set
            map.record(key, origin: origin, set: set)
        }
    }

    private func touched(_ own: [Int], _ map: inout FileMap) -> FileMap.Touched {
        var all = Gathered()
        var seen: Set<Int> = []
        for unit in own { gather(unit, &all, &seen) }
        var touched = FileMap.Touched()
        // Packages alone are those of the program that started what cannot be seen.
        let files = all.hasSource ? all.files : []
        touched.files = files.map { map.place(of: $0) }.sorted()
        touched.absent = all.absent.subtracting(all.files).map { map.place(of: $0) }.sorted()
        touched.folders = all.folders.map { map.place(of: $0) }.sorted()
        touched.blind = all.gaps.min()
        touched.stale = all.stale.min()
        touched.hidesPackages = all.hidesPackages
        touched.units = own.compactMap { units[$0].name }
        return touched
    }

    private struct Gathered {
        var files: Set<String> = []
        var absent: Set<String> = []
        var folders: Set<String> = []
        var gaps: Set<String> = []
        var stale: Set<String> = []
        var hidesPackages = false
        /// Whether any file that people write is among them.
        var hasSource = false
    }

    /// With what the units depend on that made what this one reads.
    private func gather(_ unit: Int, _ all: inout Gathered, _ seen: inout Set<Int>) {
        guard seen.insert(unit).inserted else { return }
        let touches = units[unit].touches
        all.gaps.formUnion(touches.gaps)
        // Whoever opened that used what it used without a note of it.
        if !touches.gaps.isEmpty || !touches.unnoted.isEmpty { all.hidesPackages = true }
        for path in touches.read.union(touches.executed).union(touches.unnoted) {
            gather(path, isProgram: touches.executed.contains(path), of: unit, &all, &seen)
        }
        for path in touches.packages { gather(owner(of: path), &all) }
        for path in touches.absent {
            if case .package(let package) = owner(of: path) { all.absent.insert(package) }
            if !sources.contains(path), !FileNature.isForeign(path), mayCome(path) { all.absent.insert(path) }
        }
        all.folders.formUnion(touches.packageFolders.compactMap(InstalledPackage.place(ofFolder:)))
        all.folders.formUnion(touches.folders.filter(sourceFolders.contains))
        all.folders.formUnion(touches.folders.compactMap(InstalledPackage.place(ofFolder:)))
    }

    private func gather(_ path: String, isProgram: Bool, of unit: Int, _ all: inout Gathered, _ seen: inout Set<Int>) {
        let source = FileNature.source(of: path)
        if sources.contains(source) {
            all.files.insert(source)
            all.hasSource = true
            return
        }
        let owner = owner(of: path)
        guard case .none = owner else { return gather(owner, &all) }
        if FileNature.isInstalled(path) || FileNature.isCache(path) { return }
        let makers = writers[path] ?? []
        if makers.contains(unit) { return }
        for maker in makers { gather(maker, &all, &seen) }
        // What has gone was of the process alone.
        guard makers.isEmpty, let age = age[path] else { return }
        all.hidesPackages = true
        guard isProgram || FileNature.isProduct(path) else { return }
        switch age {
        case .beforeRun: all.stale.insert("it uses \(path), which was made before that run")
        case .inRun: all.gaps.insert("it uses \(path), and nobody saw who made that")
        }
    }

    private func gather(_ owner: InstalledPackage.Owner, _ all: inout Gathered) {
        switch owner {
        case .package(let package): all.files.insert(package)
        case .unknown: all.hidesPackages = true
        case .all, .none: return
        }
    }

    private func owner(of path: String) -> InstalledPackage.Owner {
        InstalledPackage.owner(of: FileNature.source(of: path), distributions)
    }

    /// Whether a file may be put there: not below another file, and no byte code.
    private func mayCome(_ path: String) -> Bool {
        guard !path.hasSuffix(".pyc") else { return false }
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            if sources.contains(String(rest)) { return false }
        }
        return true
    }
}

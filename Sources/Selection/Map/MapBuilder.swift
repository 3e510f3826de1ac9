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

    package init(_ units: [Unit], sources: Set<String>) {
        self.units = units
        self.sources = sources
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
        touched.files = all.files.map { map.place(of: $0) }.sorted()
        touched.absent = all.absent.subtracting(all.files).map { map.place(of: $0) }.sorted()
        touched.folders = all.folders.map { map.place(of: $0) }.sorted()
        touched.blind = all.gaps.min()
        touched.units = own.compactMap { units[$0].name }
        return touched
    }

    private struct Gathered {
        var files: Set<String> = []
        var absent: Set<String> = []
        var folders: Set<String> = []
        var gaps: Set<String> = []
    }

    /// With what the units depend on that made what this one reads.
    private func gather(_ unit: Int, _ all: inout Gathered, _ seen: inout Set<Int>) {
        guard seen.insert(unit).inserted else { return }
        let touches = units[unit].touches
        all.gaps.formUnion(touches.gaps)
        for path in touches.read.union(touches.executed).union(touches.unnoted) {
            let source = Self.source(of: path)
            if sources.contains(source) {
                all.files.insert(source)
                continue
            }
            if let package = InstalledPackage.place(ofPath: path) {
                all.files.insert(package)
                continue
            }
            if Self.isInstalled(path) { continue }
            let makers = writers[path] ?? []
            if makers.contains(unit) { continue }
            for maker in makers { gather(maker, &all, &seen) }
            if makers.isEmpty, touches.executed.contains(path) || Self.isProduct(path) {
                all.gaps.insert("it uses \(path), which no step of that run made")
            }
        }
        for path in touches.absent {
            if let package = InstalledPackage.place(ofPath: path) { all.absent.insert(package) }
        }
        for path in touches.absent where !sources.contains(path) && !Self.isInstalled(path) && mayCome(path) {
            all.absent.insert(path)
        }
        all.folders.formUnion(touches.folders.filter(sourceFolders.contains))
        all.folders.formUnion(touches.folders.compactMap(InstalledPackage.place(ofFolder:)))
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

    /// The source that a file stands for which is made of that alone: Python's byte code.
    private static func source(of path: String) -> String {
        guard path.hasSuffix(".pyc"), let mark = path.range(of: "__pycache__/") else { return path }
        let name = path[mark.upperBound...].prefix { $0 != "." }
        return "\(path[..<mark.lowerBound])\(name).py"
    }

    /// What a package manager has put there: a change of it is one of its lockfile.
    private static func isInstalled(_ path: String) -> Bool {
        path.split(separator: "/").dropLast().contains { installed.contains(String($0)) } || path.hasPrefix(".assay/")
            || path.hasPrefix(".git/")
    }

    private static let installed: Set<String> = [
        "node_modules", ".venv", "venv", "site-packages", "bower_components", ".gradle", ".m2", ".tox", ".nox",
    ]

    /// Whether a file is what a compiler makes.
    private static func isProduct(_ path: String) -> Bool {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return false }
        return products.contains(path[path.index(after: dot)...].lowercased())
    }

    private static let products: Set<String> = [
        "class", "jar", "war", "o", "obj", "a", "so", "dylib", "dll", "exe", "wasm", "rlib", "rmeta", "beam", "node",
        "pyd", "swiftmodule", "xctest",
    ]
}

extension String {
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}

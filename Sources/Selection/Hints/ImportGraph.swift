/// Which files a file imports, as far as lines tell: by name, with paths resolved among the project's own files.
package struct ImportGraph: Sendable {
    private let files: [String]
    private let places: [String: Int]
    /// By file, the files that import it.
    private var importers: [[Int32]]

    /// How far hints reach: behind that almost everything imports everything.
    private static let depth = 4

    /// `files`: all of the project; `imports`: what those say that some lexer reads, by path.
    package init(files: [String], imports: [String: [ImportedName]]) {
        self.files = files
        places = Dictionary(files.enumerated().map { ($1, $0) }) { first, _ in first }
        importers = Array(repeating: [], count: files.count)
        let resolver = ImportResolver(files, places)
        for (file, names) in imports {
            guard let own = places[file] else { continue }
            for target in resolver.targets(of: names, in: file) where target != own {
                importers[target].append(Int32(own))
            }
        }
    }

    /// Whether a lexer has anything to say of a file.
    package func knows(_ path: String) -> Bool { places[path] != nil && ImportLanguage(path: path) != nil }

    /// How many steps each file that imports one of some files, by whatever way, is from it; a file itself is at 0.
    package func distances(from changed: [String]) -> [String: (depth: Int, by: String)] {
        var found: [String: (depth: Int, by: String)] = [:]
        for path in changed {
            guard let start = places[path] else { continue }
            var seen: Set<Int32> = [Int32(start)]
            var ring = [Int32(start)]
            var depth = 0
            while !ring.isEmpty, depth < Self.depth {
                depth += 1
                ring = ring.flatMap { importers[Int($0)] }.filter { seen.insert($0).inserted }
                for file in ring {
                    let name = files[Int(file)]
                    if depth < found[name]?.depth ?? .max { found[name] = (depth, path) }
                }
            }
        }
        return found
    }

    /// How many files import one, by whatever way.
    package func reach(of path: String) -> Int { distances(from: [path]).count }
}

/// What the names in import lines mean among the project's files.
struct ImportResolver {
    private let files: [String]
    private let places: [String: Int]
    /// By the last part of a path without its ending, the files.
    private var stems: [String: [Int]] = [:]
    /// By the last part of a folder's path, the folders.
    private var folders: [String: [String]] = [:]
    private var members: [String: [Int]] = [:]

    init(_ files: [String], _ places: [String: Int]) {
        self.files = files
        self.places = places
        for (index, file) in files.enumerated() where ImportLanguage(path: file) != nil {
            let (folder, stem) = Self.parts(file)
            stems[stem, default: []].append(index)
            if Self.standsForFolder(file), let name = folder.split(separator: "/").last {
                stems[String(name), default: []].append(index)
            }
            if members[folder] == nil, let name = folder.split(separator: "/").last {
                folders[String(name), default: []].append(folder)
            }
            members[folder, default: []].append(index)
        }
    }

    /// In a folder with more files than these, being in it says nothing.
    private static let widest = 300

    /// Files that stand for their folder.
    private static func standsForFolder(_ file: String) -> Bool {
        let (_, stem) = parts(file)
        return switch ImportLanguage(path: file) {
        case .python: stem == "__init__"
        case .javaScript: stem == "index"
        case .rust: stem == "mod" || stem == "lib"
        default: false
        }
    }

    func targets(of names: [ImportedName], in file: String) -> Set<Int> {
        let (folder, stem) = Self.parts(file)
        let language = ImportLanguage(path: file)
        var targets: Set<Int> = []
        for name in names {
            switch name {
            case .relative(let path): targets.formUnion(relative(path, folder))
            case .suffix(let path): targets.formUnion(suffix(path))
            case .folder(let path): targets.formUnion(inFolder(path))
            }
        }
        // A header and what it declares are one thing.
        if language == .c {
            targets.formUnion((stems[stem] ?? []).filter { ImportLanguage(path: files[$0]) == .c })
        }
        if language?.sharesFolder == true, let all = members[folder], all.count <= Self.widest {
            targets.formUnion(all)
        }
        return targets.filter { language == nil || ImportLanguage(path: files[$0]) == language }
    }

    private func relative(_ path: String, _ folder: String) -> [Int] {
        var parts = folder.split(separator: "/")
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        let full = parts.joined(separator: "/")
        if let place = places[full] { return [place] }
        // Without the ending, with one that stands for another (`./pay.js` for `pay.ts`), or a folder.
        let (_, stem) = Self.parts(full)
        return (stems[stem] ?? []).filter { index in
            let (folder, name) = Self.parts(files[index])
            let whole = folder.isEmpty ? name : "\(folder)/\(name)"
            return whole == full || whole == Self.withoutEnding(full)
                || (Self.standsForFolder(files[index]) && folder == full)
        }
    }

    private func suffix(_ path: String) -> [Int] {
        let plain = Self.withoutEnding(path)
        let (_, stem) = Self.parts(plain)
        return (stems[stem] ?? []).filter { index in
            let (folder, name) = Self.parts(files[index])
            let whole = Self.standsForFolder(files[index]) ? folder : folder.isEmpty ? name : "\(folder)/\(name)"
            return whole == plain || whole.hasSuffix("/" + plain)
        }
    }

    private func inFolder(_ path: String) -> [Int] {
        guard let last = path.split(separator: "/").last else { return [] }
        // The beginning of an import path is the module's own name, which is no folder.
        return (folders[String(last)] ?? []).filter { folder in
            folder == path || path.hasSuffix("/" + folder) || folder.hasSuffix("/" + path)
        }.flatMap { folder in members[folder] ?? [] }
    }

    private static func parts(_ path: String) -> (folder: String, stem: String) {
        let slash = path.lastIndex(of: "/")
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        return (slash.map { String(path[..<$0]) } ?? "", withoutEnding(String(name)))
    }

    private static func withoutEnding(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), dot > path.startIndex, !path[dot...].contains("/") else { return path }
        return String(path[..<dot])
    }
}

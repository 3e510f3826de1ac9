/// Coverage of several suites united line by line, never averaged, on the project's own paths.
package struct MergedCoverage: Sendable {
    /// Product files, sorted by path.
    package var files: [FileCoverage]
    /// Paths in reports that mean no file of the project for certain.
    package var problems: [MappedReports.Problem]
    /// Files that say nothing about the product, by what they are, with how many there are.
    package private(set) var leftOut: [FileRole: Int] = [:]
    /// Files that a person's rule leaves out.
    package private(set) var ignored: Set<String>
    /// Every report that holds coverage.
    package var provenance: [Provenance]
    /// Indices into `provenance` of the reports that hold a file, by its path.
    private var sources: [String: [Int]] = [:]

    package init(_ mapped: MappedReports) {
        var found: [FileCoverage] = []
        var foundIn: [[Int]] = []
        /// Where each path stands in `found`; -1 for one that is left out.
        var places: [String: Int] = [:]
        ignored = mapped.ignored
        provenance = []
        // By index: a copy of every report, and of every file, would cost more than most are worth.
        for report in mapped.reports.indices where mapped.reports[report].coverage != nil {
            let coverage = mapped.coverage[report]
            let source = provenance.count
            provenance.append(mapped.reports[report].provenance)
            for file in coverage.indices {
                let path = coverage[file].path
                guard let place = places[path] else {
                    let role = FileRole.of(path)
                    places[path] = role.isExcluded ? -1 : found.count
                    if role.isExcluded {
                        leftOut[role, default: 0] += 1
                    } else {
                        found.append(coverage[file])
                        foundIn.append([source])
                    }
                    continue
                }
                guard place >= 0 else { continue }
                found[place].unite(with: coverage[file])
                if foundIn[place].last != source { foundIn[place].append(source) }
            }
        }
        sources.reserveCapacity(found.count)
        for index in found.indices { sources[found[index].path] = foundIn[index] }
        found.sort { $0.path < $1.path }
        files = found
        problems = mapped.problems
    }

    /// The reports that the coverage of some files comes from, in the order of the files, of `first` before the others.
    package func provenance(of files: [FileCoverage], first: [FileCoverage] = []) -> [Provenance] {
        var seen = [Bool](repeating: false, count: provenance.count)
        var found: [Provenance] = []
        for list in [first, files] {
            for index in list.indices where found.count < provenance.count {
                for source in sources[list[index].path] ?? [] where !seen[source] {
                    seen[source] = true
                    found.append(provenance[source])
                }
            }
        }
        return found
    }

    /// The coverage of the files with these paths, as far as there is any.
    package func files(at paths: [String]) -> [FileCoverage] {
        let wanted = Set(paths)
        return files.filter { wanted.contains($0.path) }
    }

    package func files(matching globs: [String]) -> [FileCoverage] {
        var matcher = GlobMatcher(globs.map { Glob($0) })
        return files.filter { matcher.matches($0.path) }
    }
}

extension FileCoverage {
    func named(_ path: String) -> FileCoverage {
        var file = self
        file.path = path
        return file
    }

    /// Both coverages of one file: a line is covered when either suite reached it.
    mutating func unite(with other: FileCoverage) {
        lines.unite(with: other.lines)
        unlisted = Self.better(unlisted, other.unlisted)
        functions = Self.better(functions, other.functions)
        statements = Self.better(statements, other.statements)
        instructions = Self.better(instructions, other.instructions)
    }

    /// Units without a place cannot be united: the larger coverage is the most that is proven.
    private static func better(_ left: Fraction?, _ right: Fraction?) -> Fraction? {
        guard let left else { return right }
        guard let right else { return left }
        return (right.ratio ?? 0) > (left.ratio ?? 0) ? right : left
    }
}

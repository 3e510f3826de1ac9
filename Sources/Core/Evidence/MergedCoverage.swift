/// Coverage of several suites united line by line, never averaged, on the project's own paths.
package struct MergedCoverage: Sendable {
    /// Product files, sorted by path.
    package var files: [FileCoverage]
    /// Paths in reports that match no file of the project.
    package var unmatched: [String]
    /// Test and generated files, which say nothing about the product.
    package var excluded: Int
    /// Every report that holds coverage.
    package var provenance: [Provenance]
    /// Indices into `provenance` of the reports that hold a file, by its path.
    private var sources: [String: [Int]] = [:]

    /// Files that coverage is not asked of.
    package static let excludedGlobs = [
        "**/test/**", "**/tests/**", "**/__tests__/**", "**/*_test.*", "**/*.test.*", "**/*.spec.*", "**/test_*.py",
        "**/conftest.py", "**/*.generated.*", "**/*_pb2.py", "**/*.pb.go", "**/vendor/**", "**/node_modules/**",
    ]

    /// What a path in a report means, decided once however many reports name it.
    private enum Place {
        case missing
        case excluded
        /// Index into `files`.
        case file(Int)
    }

    package init(reports: [Report], paths: PathMapper) {
        var excludedFiles = GlobMatcher(Self.excludedGlobs.map { Glob($0) })
        var places: [String: Place] = [:]
        var indices: [String: Int] = [:]
        var missing: [String] = []
        var dropped: Set<String> = []
        var sources: [[Int]] = []
        files = []
        provenance = []
        unmatched = []
        excluded = 0

        func place(of name: String) -> Place {
            guard let path = paths.resolve(name) else {
                missing.append(name)
                return .missing
            }
            if excludedFiles.matches(path) {
                dropped.insert(path)
                return .excluded
            }
            if let index = indices[path] { return .file(index) }
            indices[path] = files.count
            files.append(FileCoverage(path: path))
            sources.append([])
            return .file(files.count - 1)
        }

        for report in reports {
            guard let coverage = report.coverage else { continue }
            let source = provenance.count
            provenance.append(report.provenance)
            for file in coverage.files {
                let known = places[file.path]
                let found = known ?? place(of: file.path)
                if known == nil { places[file.path] = found }
                guard case .file(let index) = found else { continue }
                files[index] = sources[index].isEmpty ? file.named(files[index].path) : files[index].united(with: file)
                if sources[index].last != source { sources[index].append(source) }
            }
        }
        for (path, index) in indices { self.sources[path] = sources[index] }
        files.sort { $0.path < $1.path }
        unmatched = missing.sorted()
        excluded = dropped.count
    }

    /// The reports that the coverage of some files comes from, in the order of the files.
    package func provenance(of files: [FileCoverage]) -> [Provenance] {
        var seen: Set<Int> = []
        return files.flatMap { sources[$0.path] ?? [] }.filter { seen.insert($0).inserted }.map { provenance[$0] }
    }

    package func files(matching globs: [String]) -> [FileCoverage] {
        var matcher = GlobMatcher(globs.map { Glob($0) })
        return files.filter { matcher.matches($0.path) }
    }
}

extension FileCoverage {
    fileprivate func named(_ path: String) -> FileCoverage {
        var file = self
        file.path = path
        return file
    }

    /// Both coverages of one file: a line is covered when either suite reached it.
    package func united(with other: FileCoverage) -> FileCoverage {
        var result = FileCoverage(path: path)
        result.lines.reserveCapacity(max(lines.count, other.lines.count))
        var left = 0
        var right = 0
        while left < lines.count, right < other.lines.count {
            let (first, second) = (lines[left], other.lines[right])
            result.lines.append(
                first.line < second.line ? first : second.line < first.line ? second : first.united(with: second)
            )
            if first.line <= second.line { left += 1 }
            if second.line <= first.line { right += 1 }
        }
        result.lines += lines[left...]
        result.lines += other.lines[right...]
        result.functions = Self.better(functions, other.functions)
        result.statements = Self.better(statements, other.statements)
        result.instructions = Self.better(instructions, other.instructions)
        return result
    }

    /// Units without a place cannot be united: the larger coverage is the most that is proven.
    private static func better(_ left: Fraction?, _ right: Fraction?) -> Fraction? {
        guard let left else { return right }
        guard let right else { return left }
        return (right.ratio ?? 0) > (left.ratio ?? 0) ? right : left
    }
}

extension LineCoverage {
    fileprivate func united(with other: LineCoverage) -> LineCoverage {
        let (sum, overflow) = hits.addingReportingOverflow(other.hits)
        return LineCoverage(
            line: line,
            hits: overflow ? .max : sum,
            branches: max(branches, other.branches),
            branchesCovered: max(branchesCovered, other.branchesCovered)
        )
    }
}

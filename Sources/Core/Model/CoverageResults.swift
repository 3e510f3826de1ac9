/// Covered and coverable units of one sort.
package struct Fraction: Sendable, Hashable {
    package var covered: Int
    package var total: Int

    package init(covered: Int = 0, total: Int = 0) {
        self.covered = covered
        self.total = total
    }

    /// nil where nothing was coverable.
    package var ratio: Double? { total > 0 ? Double(covered) / Double(total) : nil }

    /// Counts one more unit.
    package mutating func count(_ isCovered: Bool) {
        total += 1
        if isCovered { covered += 1 }
    }

    package static func + (left: Fraction, right: Fraction) -> Fraction {
        Fraction(covered: left.covered + right.covered, total: left.total + right.total)
    }
}

/// Coverage of a set of files; lines, branches, functions, statements and instructions never mix.
package struct CoverageResults: Sendable, Equatable {
    package var files: [FileCoverage]
    /// Totals that the report states for sorts of which it holds no detail for each file.
    package var declared: CoverageTotals
    /// Source folders that the report names for its relative paths, where it names several.
    package var roots: [String]

    package init(files: [FileCoverage] = [], declared: CoverageTotals = CoverageTotals(), roots: [String] = []) {
        self.files = files
        self.declared = declared
        self.roots = roots
    }

    /// Counted from the files, never from what the report declares.
    package var totals: CoverageTotals {
        files.reduce(into: CoverageTotals()) { $0.add($1.totals) }
    }
}

/// One fraction for each sort of coverable unit; nil means that the report does not measure the sort.
package struct CoverageTotals: Sendable, Hashable {
    package var lines: Fraction?
    package var branches: Fraction?
    package var functions: Fraction?
    package var statements: Fraction?
    package var instructions: Fraction?

    package init(
        lines: Fraction? = nil,
        branches: Fraction? = nil,
        functions: Fraction? = nil,
        statements: Fraction? = nil,
        instructions: Fraction? = nil
    ) {
        self.lines = lines
        self.branches = branches
        self.functions = functions
        self.statements = statements
        self.instructions = instructions
    }

    package mutating func add(_ other: CoverageTotals) {
        lines = Self.sum(lines, other.lines)
        branches = Self.sum(branches, other.branches)
        functions = Self.sum(functions, other.functions)
        statements = Self.sum(statements, other.statements)
        instructions = Self.sum(instructions, other.instructions)
    }

    /// The sum of what is there; nil where neither is.
    package static func sum(_ left: Fraction?, _ right: Fraction?) -> Fraction? {
        guard let left else { return right }
        guard let right else { return left }
        return left + right
    }
}

/// Coverage of one file.
package struct FileCoverage: Sendable, Hashable {
    /// As the report writes it, with separators turned to `/`; resolving against the project comes later.
    package var path: String
    package var lines: FileLines
    package var functions: Fraction?
    package var statements: Fraction?
    package var instructions: Fraction?
    /// Lines that the report counts without saying which they are; nil where it lists them, or measures none.
    package var unlisted: Fraction?
    /// The module that the report names the file in, where several modules name a file of this path.
    package var module: String?

    package init(
        path: String,
        lines: FileLines = FileLines(),
        functions: Fraction? = nil,
        statements: Fraction? = nil,
        instructions: Fraction? = nil,
        unlisted: Fraction? = nil,
        module: String? = nil
    ) {
        self.path = path
        self.lines = lines
        self.functions = functions
        self.statements = statements
        self.instructions = instructions
        self.unlisted = unlisted
        self.module = module
    }

    /// Whether the file was measured, and nothing says which of its lines ran.
    package var lacksLines: Bool {
        lines.isEmpty && [unlisted, statements, instructions].contains { $0.map { $0.total > 0 } ?? false }
    }

    package var totals: CoverageTotals {
        let branches = lines.branchTotal
        return CoverageTotals(
            lines: lines.isEmpty ? nil : Fraction(covered: lines.coveredCount, total: lines.count),
            branches: branches.total == 0 ? nil : branches,
            functions: functions,
            statements: statements,
            instructions: instructions
        )
    }
}

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

    private static func sum(_ left: Fraction?, _ right: Fraction?) -> Fraction? {
        guard let left else { return right }
        guard let right else { return left }
        return left + right
    }
}

/// Coverage of one file.
package struct FileCoverage: Sendable, Hashable {
    /// As the report writes it, with separators turned to `/`; resolving against the project comes later.
    package var path: String
    /// Sorted by line, each line once.
    package var lines: [LineCoverage]
    package var functions: Fraction?
    package var statements: Fraction?
    package var instructions: Fraction?

    package init(
        path: String,
        lines: [LineCoverage] = [],
        functions: Fraction? = nil,
        statements: Fraction? = nil,
        instructions: Fraction? = nil
    ) {
        self.path = path
        self.lines = lines
        self.functions = functions
        self.statements = statements
        self.instructions = instructions
    }

    package var totals: CoverageTotals {
        var line = Fraction(total: lines.count)
        var branch = Fraction()
        lines.withUnsafeBufferPointer { lines in
            for entry in lines {
                line.covered &+= entry.hits > 0 ? 1 : 0
                branch.total &+= Int(entry.branches)
                branch.covered &+= Int(entry.branchesCovered)
            }
        }
        return CoverageTotals(
            lines: lines.isEmpty ? nil : line,
            branches: branch.total == 0 ? nil : branch,
            functions: functions,
            statements: statements,
            instructions: instructions
        )
    }
}

/// Hits and branches of one line; counts saturate.
///
/// Made by the million, so made inline by other targets too.
@usableFromInline
package struct LineCoverage: Sendable, Hashable, BitwiseCopyable {
    @usableFromInline package var line: UInt32
    @usableFromInline package var hits: UInt32
    @usableFromInline package var branches: UInt16
    @usableFromInline package var branchesCovered: UInt16

    @inlinable
    package init(line: UInt32, hits: UInt32, branches: UInt16 = 0, branchesCovered: UInt16 = 0) {
        self.line = line
        self.hits = hits
        self.branches = branches
        self.branchesCovered = branchesCovered
    }
}

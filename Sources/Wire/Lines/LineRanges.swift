package import Core

/// Lines of a file as `1-3,7`, their branches as `12:1/2:2,15:0/4`: a few bytes.
package struct LineRanges {
    /// Which lines, or their branches.
    package enum Part {
        case covered
        case missed
        case branches
    }

    private let lines: FileLines
    private let part: Part

    package init(_ lines: FileLines, _ part: Part) {
        self.lines = lines
        self.part = part
    }

    package var isEmpty: Bool {
        switch part {
        case .covered: lines.coveredCount == 0
        case .missed: lines.coveredCount == lines.count
        case .branches: lines.branches.isEmpty
        }
    }

    package var text: String {
        switch part {
        case .covered: ranges { $0.isCovered }
        case .missed: ranges { !$0.isCovered }
        case .branches: lines.branches.map(Self.text).joined(separator: ",")
        }
    }

    /// Neighbours become one range.
    private func ranges(where isWanted: (LineCoverage) -> Bool) -> String {
        var text = ""
        var open: ClosedRange<UInt32>?
        for line in lines where isWanted(line) {
            if let last = open, last.upperBound + 1 == line.line {
                open = last.lowerBound...line.line
            } else {
                Self.add(open, to: &text)
                open = line.line...line.line
            }
        }
        Self.add(open, to: &text)
        return text
    }

    private static func add(_ range: ClosedRange<UInt32>?, to text: inout String) {
        guard let range else { return }
        if !text.isEmpty { text += "," }
        text += range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }

    private static func text(_ branches: LineBranches) -> String {
        let counts = "\(branches.line):\(branches.covered)/\(branches.total)"
        // Which ones were taken, where the counts do not say it.
        let isTold = branches.covered == 0 || branches.covered >= branches.total
        return branches.isKnown && !isTold ? counts + ":\(branches.taken)" : counts
    }
}

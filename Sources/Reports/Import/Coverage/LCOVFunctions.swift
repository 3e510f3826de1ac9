import Core

/// The functions that the records of one file name.
struct LCOVFunctions {
    private struct Function {
        /// The lines that functions of this name begin on: overloads share it.
        var lines: Set<UInt32> = []
        private(set) var isHit = false

        mutating func ran(_ isHit: Bool) { if isHit { self.isHit = true } }
    }

    private var functions: [String: Function] = [:]

    /// A function begins on a line (`FN`).
    mutating func begins(_ name: String, line: UInt32) { functions[name, default: Function()].lines.insert(line) }

    /// A function ran, or did not (`FNDA`).
    mutating func ran(_ name: String, isHit: Bool) { functions[name, default: Function()].ran(isHit) }

    /// Functions in all and those that ran; nil where none is named.
    ///
    /// Overloads count once for each line that they begin on.
    var count: Fraction? {
        guard !functions.isEmpty else { return nil }
        return functions.values.reduce(into: Fraction()) { sum, function in
            let lines = max(1, function.lines.count)
            sum.total += lines
            if function.isHit { sum.covered += lines }
        }
    }
}

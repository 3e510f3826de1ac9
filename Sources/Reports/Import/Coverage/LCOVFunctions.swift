import Core

/// The functions that the records of one file name.
struct LCOVFunctions {
    private struct Function {
        /// The line that a function of this name was first said to begin on, and further ones: overloads share a name.
        private var line: UInt32?
        private var overloads: Set<UInt32> = []
        private(set) var isHit = false

        mutating func ran(_ isHit: Bool) { if isHit { self.isHit = true } }

        mutating func begins(_ line: UInt32) {
            if let first = self.line {
                if first != line { overloads.insert(line) }
            } else {
                self.line = line
            }
        }

        /// On how many lines functions of this name begin; one that only ran counts once.
        var count: Int { 1 + overloads.count }
    }

    private var functions: [String: Function] = [:]

    /// A function begins on a line (`FN`).
    mutating func begins(_ name: String, line: UInt32) { functions[name, default: Function()].begins(line) }

    /// A function ran, or did not (`FNDA`).
    mutating func ran(_ name: String, isHit: Bool) { functions[name, default: Function()].ran(isHit) }

    /// Functions in all and those that ran; nil where none is named.
    ///
    /// Overloads count once for each line that they begin on.
    var count: Fraction? {
        guard !functions.isEmpty else { return nil }
        return functions.values.reduce(into: Fraction()) { sum, function in
            sum.total += function.count
            if function.isHit { sum.covered += function.count }
        }
    }
}

/// Many globs asked of many paths at once: one look-up for each character, however many globs there are.
///
/// The automaton of all globs is made deterministic as paths come by. Patterns that would make it grow without bounds
/// make it start anew instead: then it is slower, never larger.
package struct GlobMatcher {
    /// Of all globs, one behind the other.
    private var instructions: [GlobProgram.Instruction] = []
    /// For each state the places in the instructions that are reached at once, sorted.
    private var states: [[Int]] = []
    private var ids: [[Int]: Int] = [:]
    private var accepts: [Bool] = []
    /// For each state and ASCII character the next state; -1 where that has not been asked yet.
    private var following: [Int32] = []
    private let starts: [Int]

    private static let stateLimit = 1_024
    private static let dead = 0
    private static let start = 1

    package init(_ globs: [Glob]) {
        var starts: [Int] = []
        for glob in globs {
            let base = instructions.count
            starts.append(base)
            instructions += glob.program.instructions.map { $0.moved(by: base) }
        }
        self.starts = starts
        reset()
    }

    /// Whether the whole path matches one of the globs; a leading `./` of the path is ignored.
    package mutating func matches(_ path: String) -> Bool {
        var utf8 = path.utf8[...]
        while utf8.starts(with: [UInt8(ascii: "."), UInt8(ascii: "/")]) { utf8.removeFirst(2) }
        var state = Self.start
        var place = utf8.startIndex
        while place < utf8.endIndex {
            // Nearly every path is ASCII, where a byte is a character.
            let byte = utf8[place]
            if byte < 0x80 {
                utf8.formIndex(after: &place)
                state = next(state, Unicode.Scalar(byte))
            } else {
                state = next(state, path.unicodeScalars[place])
                path.unicodeScalars.formIndex(after: &place)
            }
            if state == Self.dead { return false }
        }
        return accepts[state]
    }

    private mutating func reset() {
        (states, ids, accepts, following) = ([], [:], [], [])
        _ = id(of: [])
        // Without any glob the first state is the dead one.
        if id(of: closure(of: starts)) == Self.dead { _ = append([]) }
    }

    private mutating func next(_ state: Int, _ scalar: Unicode.Scalar) -> Int {
        guard scalar.value < 128 else { return step(state, scalar) }
        let place = state * 128 + Int(scalar.value)
        if following[place] >= 0 { return Int(following[place]) }
        let known = states.count
        let found = step(state, scalar)
        // A reset in between has renumbered the states.
        if states.count >= known { following[place] = Int32(truncatingIfNeeded: found) }
        return found
    }

    private mutating func step(_ state: Int, _ scalar: Unicode.Scalar) -> Int {
        let places = closure(of: states[state].filter { instructions[$0].takes(scalar) }.map { $0 + 1 })
        if ids[places] == nil, states.count >= Self.stateLimit { reset() }
        return id(of: places)
    }

    private mutating func id(of places: [Int]) -> Int { ids[places] ?? append(places) }

    private mutating func append(_ places: [Int]) -> Int {
        ids[places] = states.count
        states.append(places)
        accepts.append(places.contains { instructions[$0] == .accept })
        following += repeatElement(-1, count: 128)
        return states.count - 1
    }

    /// What is reached from some places without consuming anything.
    private func closure(of places: [Int]) -> [Int] {
        var seen: Set<Int> = []
        var reached: [Int] = []
        var open = places
        while let place = open.popLast() {
            guard seen.insert(place).inserted else { continue }
            switch instructions[place] {
            case .split(let first, let second): open += [first, second]
            case .jump(let target): open.append(target)
            default: reached.append(place)
            }
        }
        return reached.sorted()
    }
}

extension GlobProgram.Instruction {
    fileprivate func moved(by offset: Int) -> Self {
        switch self {
        case .split(let first, let second): .split(first + offset, second + offset)
        case .jump(let target): .jump(target + offset)
        default: self
        }
    }
}

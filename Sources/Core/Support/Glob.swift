/// A pattern over relative paths with `/` between segments: `*`, `?`, `**`, `[a-z]`, `[!a-z]`, `{a,b}`, `\` to quote.
///
/// `**` as a whole segment stands for any number of segments; `*` and `?` stay within one, and match a leading dot.
/// A pattern that ends in `/` means all that lies below. Unclosed brackets and braces stand for themselves. Matching
/// takes time proportional to the path times the pattern, whatever either holds.
package struct Glob: Sendable, Hashable {
    package let pattern: String
    /// Leading directories without any wildcard, with no slash at the end: where a search may begin.
    package let directory: String
    /// Whether the pattern can match no other path than its own text.
    package let isLiteral: Bool
    let program: GlobProgram

    package init(_ pattern: String) {
        self.pattern = pattern
        var text = Array(pattern.unicodeScalars)
        while text.starts(with: ["." as Unicode.Scalar, "/"]) { text.removeFirst(2) }
        if text.last == "/" { text += ["*", "*"] }
        program = GlobProgram(compiling: text)
        let wild = text.firstIndex { "*?[{\\".unicodeScalars.contains($0) }
        isLiteral = wild == nil
        let slash = text[..<(wild ?? text.endIndex)].lastIndex(of: "/")
        directory = String(String.UnicodeScalarView(text[..<(slash ?? text.startIndex)]))
    }

    /// The text as a pattern that matches nothing but the text.
    package static func quoted(_ text: String) -> String {
        var quoted = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if "*?[]{}\\,".unicodeScalars.contains(scalar) { quoted.append("\\") }
            quoted.append(scalar)
        }
        return String(quoted)
    }

    /// Whether the whole path matches; a leading `./` of the path is ignored.
    package func matches(_ path: String) -> Bool {
        guard path.utf8.starts(with: directory.utf8) || path.hasPrefix("./") else { return false }
        var scalars = path.unicodeScalars[...]
        while scalars.starts(with: ["." as Unicode.Scalar, "/"]) { scalars.removeFirst(2) }
        return program.accepts(scalars)
    }
}

/// A pattern as a nondeterministic automaton: no input makes it go back, so none makes it slow.
struct GlobProgram: Sendable, Hashable {
    enum Instruction: Sendable, Hashable {
        case scalar(Unicode.Scalar)
        /// Any one scalar but a slash.
        case one
        /// Any one scalar, a slash too.
        case any
        case set([ClosedRange<UInt32>], negated: Bool)
        /// Goes on at both places.
        case split(Int, Int)
        case jump(Int)
        case accept
    }

    private(set) var instructions: [Instruction] = []

    init(compiling pattern: [Unicode.Scalar]) {
        var compiler = GlobCompiler(pattern: pattern)
        compiler.compileAll()
        instructions = compiler.instructions
    }

    func accepts(_ path: some Sequence<Unicode.Scalar>) -> Bool {
        var current: [Int] = []
        var next: [Int] = []
        var seen = [Int](repeating: -1, count: instructions.count)
        var open: [Int] = []
        var round = 0
        add(0, to: &current, &seen, round, &open)
        for scalar in path {
            if current.isEmpty { return false }
            round += 1
            next.removeAll(keepingCapacity: true)
            for place in current where instructions[place].takes(scalar) {
                add(place + 1, to: &next, &seen, round, &open)
            }
            swap(&current, &next)
        }
        return current.contains { instructions[$0] == .accept }
    }

    /// Follows splits and jumps without consuming anything; `open` is only lent, so that it is allocated once.
    private func add(_ place: Int, to list: inout [Int], _ seen: inout [Int], _ round: Int, _ open: inout [Int]) {
        open.append(place)
        while let place = open.popLast() {
            guard seen[place] != round else { continue }
            seen[place] = round
            switch instructions[place] {
            case .split(let first, let second): open += [second, first]
            case .jump(let target): open.append(target)
            default: list.append(place)
            }
        }
    }
}

extension GlobProgram.Instruction {
    func takes(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .scalar(let wanted): wanted == scalar
        case .one: scalar != "/"
        case .any: true
        case .set(let ranges, let negated):
            scalar != "/" && ranges.contains { $0.contains(scalar.value) } != negated
        case .split, .jump, .accept: false
        }
    }
}

/// Turns a pattern into the automaton's instructions.
private struct GlobCompiler {
    let pattern: [Unicode.Scalar]
    var instructions: [GlobProgram.Instruction] = []
    private var position = 0

    /// Deeper braces stand for themselves.
    private static let depthLimit = 16

    init(pattern: [Unicode.Scalar]) { self.pattern = pattern }

    mutating func compileAll() {
        sequence(depth: 0)
        instructions.append(.accept)
    }

    private mutating func sequence(depth: Int) {
        while position < pattern.count {
            let scalar = pattern[position]
            switch scalar {
            case ",", "}": if depth > 0 { return } else { literal(scalar) }
            case "*": stars(depth: depth)
            case "?":
                instructions.append(.one)
                position += 1
            case "[": if !set() { literal(scalar) }
            case "{":
                if depth < Self.depthLimit, closesBrace() { braces(depth: depth) } else { literal(scalar) }
            case "\\" where position + 1 < pattern.count:
                position += 1
                literal(pattern[position])
            default: literal(scalar)
            }
        }
    }

    private mutating func literal(_ scalar: Unicode.Scalar) {
        instructions.append(.scalar(scalar))
        position += 1
    }

    private mutating func stars(depth: Int) {
        let start = position
        while position < pattern.count, pattern[position] == "*" { position += 1 }
        let before = start == 0 ? "/" : pattern[start - 1]
        let after = position == pattern.count ? "/" : pattern[position]
        let opens = before == "/" || (depth > 0 && (before == "{" || before == ","))
        let closes = after == "/" || (depth > 0 && (after == "}" || after == ","))
        guard position - start == 2, opens, closes else { return loop(.one) }
        guard position < pattern.count, pattern[position] == "/" else { return loop(.any) }
        // `**/`: nothing, or at least one scalar and a slash.
        position += 1
        let split = instructions.count
        instructions += [.split(split + 1, split + 4), .any, .split(split + 1, split + 3), .scalar("/")]
    }

    private mutating func loop(_ instruction: GlobProgram.Instruction) {
        let start = instructions.count
        instructions += [.split(start + 1, start + 3), instruction, .jump(start)]
    }

    /// `[abc]`, `[a-z]`, `[!a-z]`, `[]a]`; false when it is not closed.
    private mutating func set() -> Bool {
        var index = position + 1
        var negated = false
        if index < pattern.count, pattern[index] == "!" || pattern[index] == "^" {
            negated = true
            index += 1
        }
        var ranges: [ClosedRange<UInt32>] = []
        let first = index
        while index < pattern.count, pattern[index] != "]" || index == first {
            if pattern[index] == "\\", index + 1 < pattern.count { index += 1 }
            let low = pattern[index].value
            if index + 2 < pattern.count, pattern[index + 1] == "-", pattern[index + 2] != "]" {
                let high = pattern[index + 2].value
                if low <= high { ranges.append(low...high) }
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        guard index < pattern.count else { return false }
        instructions.append(.set(ranges, negated: negated))
        position = index + 1
        return true
    }

    private func closesBrace() -> Bool {
        var depth = 0
        var index = position
        while index < pattern.count {
            switch pattern[index] {
            case "\\": index += 1
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth == 0 { return true }
            default: break
            }
            index += 1
        }
        return false
    }

    private mutating func braces(depth: Int) {
        position += 1
        var ends: [Int] = []
        while true {
            let split = instructions.count
            instructions.append(.split(split + 1, 0))
            sequence(depth: depth + 1)
            guard position < pattern.count, pattern[position] == "," else {
                // The last alternative has nothing to split from.
                instructions[split] = .jump(split + 1)
                position += 1
                break
            }
            position += 1
            ends.append(instructions.count)
            instructions.append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }
}

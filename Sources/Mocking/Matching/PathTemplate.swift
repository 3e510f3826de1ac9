/// A path with parameters: `/v1/charges/{id}`, and `**` at its end for whatever follows.
package struct PathTemplate: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        /// Any one segment, under this name; `*` has none.
        case parameter(String)
        /// Any segments, or none.
        case rest
    }

    package let segments: [Segment]

    package init(segments: [Segment]) { self.segments = segments }

    /// Why a text is no template, as a fragment; nil where it is one.
    package static func problem(_ text: String) -> String? {
        guard text.hasPrefix("/") else { return "a path begins with '/'" }
        guard !text.contains("?") else { return "the query goes to 'query', not into the path" }
        let parts = text.split(separator: "/")
        guard parts.count <= 64 else { return "a path has at most 64 segments" }
        guard !parts.dropLast().contains("**") else { return "'**' stands at the end of a path only" }
        var names: Set<Substring> = []
        for part in parts where part.contains("{") || part.contains("}") {
            guard part.hasPrefix("{"), part.hasSuffix("}"), part.count > 2 else {
                return "'\(part)': a parameter is a whole segment, such as {id}"
            }
            guard names.insert(part).inserted else { return "the parameter \(part) occurs twice" }
        }
        return nil
    }

    /// A template that has no problem.
    package init(_ text: String) {
        segments = text.split(separator: "/").map { part in
            switch part {
            case "**": .rest
            case "*": .parameter("")
            default: part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
            }
        }
    }

    package var text: String {
        "/"
            + segments.map {
                switch $0 {
                case .literal(let text): text
                case .parameter(let name): name.isEmpty ? "*" : "{\(name)}"
                case .rest: "**"
                }
            }.joined(separator: "/")
    }

    package func matches(_ path: [Substring]) -> Bool {
        for (index, segment) in segments.enumerated() {
            if segment == .rest { return true }
            guard index < path.count else { return false }
            if case .literal(let text) = segment, text != path[index] { return false }
        }
        return path.count == segments.count
    }

    /// The values of the parameters, for a path that matches.
    package func parameters(of path: [Substring]) -> [String: String] {
        var found: [String: String] = [:]
        for (segment, value) in zip(segments, path) {
            if case .parameter(let name) = segment, !name.isEmpty { found[name] = String(value) }
        }
        return found
    }

    /// How many segments of a path are other than wanted.
    func distance(to path: [Substring]) -> Int {
        var differing = 0
        for (index, segment) in segments.enumerated() {
            if segment == .rest { return differing }
            guard index < path.count else { return differing + segments.count - index }
            if case .literal(let text) = segment, text != path[index] { differing += 1 }
        }
        return differing + max(0, path.count - segments.count)
    }

    /// Literals weigh more than parameters, the first ones most; what says more goes first.
    var specificity: Int {
        segments.prefix(20).reduce(0) { sum, segment in
            switch segment {
            case .literal: sum * 3 + 2
            case .parameter: sum * 3 + 1
            case .rest: sum * 3
            }
        }
    }
}

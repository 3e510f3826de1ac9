package import Scanning

/// Finds the stubs that a request may be for without asking each: by the path's segments, and where many stubs share a
/// path, by a value that each of them wants exactly.
package struct StubIndex: Sendable {
    /// A value of a request that stubs may want exactly.
    private enum Key: Sendable, Hashable {
        case method
        case query(String)
        case header(String)
        case body
        case place(String)
    }

    private struct Value: Sendable, Hashable {
        var key: Key
        var text: String
    }

    /// Stubs of one path.
    private struct Shelf: Sendable {
        var all: [Int] = []
        var byValue: [Key: [String: [Int]]] = [:]
        /// Those that want no value exactly.
        var others: [Int] = []
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var here: Shelf?
        var below: Shelf?
    }

    /// From so many stubs of one path on they are told apart by values.
    private static let crowd = 8
    private var nodes = [Node()]

    package init(_ stubs: [Stub]) {
        for (index, stub) in stubs.enumerated() { add(index, stub.pattern.path) }
        for node in nodes.indices {
            nodes[node].here = nodes[node].here.map { Self.sorted($0, stubs) }
            nodes[node].below = nodes[node].below.map { Self.sorted($0, stubs) }
        }
    }

    private mutating func add(_ index: Int, _ path: PathTemplate) {
        var node = 0
        for segment in path.segments {
            switch segment {
            case .rest:
                nodes[node].below = nodes[node].below ?? Shelf()
                nodes[node].below?.all.append(index)
                return
            case .parameter:
                if nodes[node].parameter == nil { nodes[node].parameter = grown() }
                node = nodes[node].parameter ?? 0
            case .literal(let text):
                if nodes[node].literals[text] == nil { nodes[node].literals[text] = grown() }
                node = nodes[node].literals[text] ?? 0
            }
        }
        nodes[node].here = nodes[node].here ?? Shelf()
        nodes[node].here?.all.append(index)
    }

    private mutating func grown() -> Int {
        nodes.append(Node())
        return nodes.count - 1
    }

    /// Puts each stub of a crowd below the value of it that the fewest others want.
    private static func sorted(_ shelf: Shelf, _ stubs: [Stub]) -> Shelf {
        guard shelf.all.count > crowd else { return shelf }
        var counts: [Value: Int] = [:]
        for index in shelf.all { for value in values(stubs[index].pattern) { counts[value, default: 0] += 1 } }
        var sorted = Shelf(all: shelf.all)
        for index in shelf.all {
            let rarest = values(stubs[index].pattern).min { counts[$0, default: 0] < counts[$1, default: 0] }
            if let rarest {
                sorted.byValue[rarest.key, default: [:]][rarest.text, default: []].append(index)
            } else {
                sorted.others.append(index)
            }
        }
        return sorted
    }

    private static func values(_ pattern: RequestPattern) -> [Value] {
        var values: [Value] = []
        for condition in pattern.query {
            if case .equals(let text) = condition.matcher {
                values.append(Value(key: .query(condition.name), text: text))
            }
        }
        for condition in pattern.headers {
            if case .equals(let text) = condition.matcher {
                values.append(Value(key: .header(condition.name), text: text))
            }
        }
        for condition in pattern.body {
            switch condition {
            case .text(.equals(let text)): values.append(Value(key: .body, text: text))
            case .at(let place, .equals(let text)): values.append(Value(key: .place(place), text: text))
            case .includes(let json), .same(let json): values += texts(json, "", depth: 0)
            default: break
            }
        }
        if let only = pattern.methods.first, pattern.methods.count == 1 {
            values.append(Value(key: .method, text: only))
        }
        return values
    }

    /// The texts and whole numbers inside a JSON value, by their places.
    private static func texts(_ json: JSON, _ place: String, depth: Int) -> [Value] {
        switch json {
        case .string(let text) where !place.isEmpty: return [Value(key: .place(place), text: text)]
        case .integer(let number) where !place.isEmpty: return [Value(key: .place(place), text: "\(number)")]
        case .object(let members) where depth < 8:
            return members.flatMap { member in
                member.key.contains(".")
                    ? [] : texts(member.value, place.isEmpty ? member.key : "\(place).\(member.key)", depth: depth + 1)
            }
        default: return []
        }
    }

    /// The stubs that may match, in no order; all others do not.
    package func candidates(_ request: MockRequest, _ segments: [Substring], _ json: JSON?) -> [Int] {
        var found: [Int] = []
        collect(0, segments[...], request, json, &found)
        return found
    }

    private func collect(
        _ node: Int,
        _ rest: ArraySlice<Substring>,
        _ request: MockRequest,
        _ json: JSON?,
        _ found: inout [Int]
    ) {
        if let below = nodes[node].below { take(below, request, json, &found) }
        guard let segment = rest.first else {
            if let here = nodes[node].here { take(here, request, json, &found) }
            return
        }
        if let next = nodes[node].literals[String(segment)] { collect(next, rest.dropFirst(), request, json, &found) }
        if let next = nodes[node].parameter { collect(next, rest.dropFirst(), request, json, &found) }
    }

    private func take(_ shelf: Shelf, _ request: MockRequest, _ json: JSON?, _ found: inout [Int]) {
        guard !shelf.byValue.isEmpty else {
            found += shelf.all
            return
        }
        found += shelf.others
        for (key, stubs) in shelf.byValue {
            for text in Self.texts(key, request, json) { if let wanted = stubs[text] { found += wanted } }
        }
    }

    /// The ways in which the request says the value; none where it does not.
    private static func texts(_ key: Key, _ request: MockRequest, _ json: JSON?) -> [String] {
        switch key {
        case .method: return [request.method]
        case .query(let name): return request.query(name).map { [$0] } ?? []
        case .header(let name): return request.header(name).map { [$0] } ?? []
        case .body: return request.isWhole ? [String(decoding: request.body, as: UTF8.self)] : []
        case .place(let place):
            guard let value = json?.value(at: place) else { return [] }
            // A whole number may be written as 3.0.
            let plain = value.plainText
            return value.int.map { "\($0)" == plain ? [plain] : [plain, "\($0)"] } ?? [plain]
        }
    }
}

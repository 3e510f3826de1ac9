/// Texts by rules: each rule is one of several texts, in which `{name}` stands for another rule or for a field of the row.
///
/// The first rule is the text. Rules may use each other and themselves.
package struct TextGrammar: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case text(String)
        case rule(Int)
        case field(String)
    }

    /// One of a rule's texts.
    struct Alternative: Sendable, Hashable {
        var pieces: [Piece]
        var weight: Double
    }

    let rules: [[Alternative]]
    /// Of each rule, the text that comes to an end over the fewest rules.
    let shortest: [Int]
    /// Fields of the row that the texts name.
    let fields: [String]

    /// Why rules are no grammar, as a fragment, and which of them it is.
    package struct Problem: Error, Sendable, Hashable {
        package var message: String
        package var rule: Int
    }

    /// `rules`: names with texts and their weights, in order.
    package init(_ rules: [(name: String, texts: [Weighted<String>])]) throws(Problem) {
        let places = Dictionary(rules.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var (read, fields): ([[Alternative]], [String]) = ([], [])
        for (place, rule) in rules.enumerated() {
            var alternatives: [Alternative] = []
            for text in rule.texts where text.weight > 0 {
                let pieces = try Self.pieces(text.value, places, rule: place)
                for case .field(let name) in pieces where !fields.contains(name) { fields.append(name) }
                alternatives.append(Alternative(pieces: pieces, weight: text.weight))
            }
            guard !alternatives.isEmpty else {
                throw Problem(message: "'\(rule.name)' has nothing to choose from", rule: place)
            }
            read.append(alternatives)
        }
        guard !read.isEmpty else { throw Problem(message: "a grammar has one rule at least", rule: 0) }
        let ways = Self.shortest(read)
        if let open = ways.firstIndex(where: { $0 == nil }) {
            let place = Self.circle(from: open, read, ways.map { $0 == nil })
            throw Problem(
                message: "'\(rules[place].name)' never comes to an end: each of its texts leads to it again",
                rule: place
            )
        }
        if let place = ways.firstIndex(where: { $0?.cost ?? 0 > Self.ruleLimit }) {
            throw Problem(
                message: "'\(rules[place].name)' makes texts of more than \(Self.ruleLimit) rules",
                rule: place
            )
        }
        shortest = ways.compactMap { $0?.choice }
        self.rules = read
        self.fields = fields
    }

    private static func pieces(_ text: String, _ places: [String: Int], rule: Int) throws(Problem) -> [Piece] {
        guard let parts = Template.parts(text) else {
            throw Problem(message: "'\(text)' has a '{' without a name and '}'", rule: rule)
        }
        return parts.map { part in
            switch part {
            case .text(let text): .text(text)
            case .field(let name): places[name].map { .rule($0) } ?? .field(name)
            }
        }
    }

    /// A rule that leads to itself, from one that has no end.
    private static func circle(from start: Int, _ rules: [[Alternative]], _ isOpen: [Bool]) -> Int {
        var (place, seen) = (start, Set<Int>())
        while seen.insert(place).inserted {
            for case .rule(let other) in rules[place][0].pieces where isOpen[other] {
                place = other
                break
            }
        }
        return place
    }

    /// No text takes more rules than this where it takes its shortest way.
    private static let ruleLimit = 1_000

    /// Of each rule, which of its texts uses the fewest rules until its end, and how many that are; nil where it has no end.
    ///
    /// By rounds, in which numbers only fall: a text costs one rule and what the rules in it cost.
    private static func shortest(_ rules: [[Alternative]]) -> [(choice: Int, cost: Int)?] {
        var best = [(choice: Int, cost: Int)?](repeating: nil, count: rules.count)
        for _ in rules {
            for (place, alternatives) in rules.enumerated() {
                for (choice, alternative) in alternatives.enumerated() {
                    var cost: Int? = 1
                    for case .rule(let other) in alternative.pieces {
                        cost = cost.flatMap { sum in best[other].map { min(sum + $0.cost, ruleLimit + 1) } }
                    }
                    if let cost, cost < best[place]?.cost ?? .max { best[place] = (choice, cost) }
                }
            }
        }
        return best
    }
}

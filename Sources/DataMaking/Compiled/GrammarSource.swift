import Chance

/// Texts of a grammar, by chance.
final class GrammarSource: Sendable {
    private enum Piece: Sendable {
        case text(WordList)
        case rule(Int)
        case column(Int)
    }

    private struct Rule: Sendable {
        var choice: WeightedChoice
        var texts: [[Piece]]
        var shortest: Int
    }

    private let rules: [Rule]
    private let draw: Draw

    /// Behind so many rules a text takes the shortest way to its end: rules that use themselves would go on by chance.
    private static let limit: UInt64 = 100

    /// `position`: which column a field of the row is.
    init(_ grammar: TextGrammar, _ draw: Draw, _ position: (String) -> Int) {
        rules = zip(grammar.rules, grammar.shortest).map { alternatives, shortest in
            Rule(
                choice: WeightedChoice(alternatives.map(\.weight)),
                texts: alternatives.map { alternative in
                    alternative.pieces.map { piece in
                        switch piece {
                        case .text(let text): .text(WordList([text]))
                        case .rule(let place): .rule(place)
                        case .field(let name): .column(position(name))
                        }
                    }
                },
                shortest: shortest
            )
        }
        self.draw = draw
    }

    func write(_ row: UInt64, _ table: CompiledTable, to sink: ByteSink) {
        var counter: UInt64 = 0
        write(0, row, Draw(key: draw.bits(row)), &counter, table, to: sink)
    }

    private func write(
        _ place: Int,
        _ row: UInt64,
        _ stream: Draw,
        _ counter: inout UInt64,
        _ table: CompiledTable,
        to sink: ByteSink
    ) {
        let rule = rules[place]
        let text = rule.texts[counter < Self.limit ? rule.choice(stream.bits(counter)) : rule.shortest]
        counter += 1
        for piece in text {
            switch piece {
            case .text(let words): words.append(0, to: sink)
            case .rule(let other): write(other, row, stream, &counter, table, to: sink)
            case .column(let column): if !table.columns[column].isNull(row) { table.write(column, row, to: sink) }
            }
        }
    }
}

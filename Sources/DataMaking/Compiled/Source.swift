import Chance

/// Where the values of a column come from, in the form that is quick to evaluate.
enum Source: Sendable {
    case constant(WordList)
    case sequence(start: Int64, step: Int64)
    case uuid(Draw)
    /// Of 2^64, the part that is true.
    case boolean(Draw, UInt64)
    case choice(WordList, WeightedChoice, Draw)
    case permutedChoice(WordList, Permutation)
    case number(NumberSource)
    case time(TimeSource)
    case pattern(PatternSource)
    case grammar(GrammarSource)
    case word(WordSource)
    case reference(CompiledTable, column: Int, ParentChoice)
    /// `branch` has an entry for each value that the other column may have.
    case conditional(column: Int, branch: [Int], [Source])
    case join([Piece])

    enum Piece: Sendable {
        case text(WordList)
        case column(Int)
    }
}

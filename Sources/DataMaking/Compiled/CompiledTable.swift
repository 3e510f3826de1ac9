import Chance

/// A table ready to be made: any of its rows can be written by itself, in any order and by any worker.
///
/// Nothing in it changes once it is compiled.
package final class CompiledTable: @unchecked Sendable {
    package let name: String
    package let rows: UInt64
    package internal(set) var columns: [Column] = []
    /// What words come from; of several, each row has one.
    let regions: [Region]
    private let regionDraw: Draw
    let people: PersonDraws

    init(name: String, rows: UInt64, regions: [Region], seed: UInt64) {
        self.name = name
        self.rows = rows
        self.regions = regions
        regionDraw = Draw(seed: seed, name, "region")
        people = PersonDraws(seed: seed, table: name)
    }

    @inline(__always)
    func region(_ row: UInt64) -> Int {
        regions.count == 1 ? 0 : Int(regionDraw.below(UInt64(regions.count), row))
    }
}

/// What all fields of a row agree on: the person, the place.
struct PersonDraws: Sendable {
    let first: Draw
    let last: Draw
    let city: Draw
    let street: Draw

    init(seed: UInt64, table: String) {
        first = Draw(seed: seed, table, "person.first")
        last = Draw(seed: seed, table, "person.last")
        city = Draw(seed: seed, table, "place.city")
        street = Draw(seed: seed, table, "place.street")
    }
}

/// One column of a compiled table.
package struct Column: Sendable {
    /// What its values are, for quotes and for a database.
    package enum ValueType: String, Sendable, Hashable {
        case text
        case integer = "bigint"
        case decimal = "numeric"
        case boolean
        case timestamp = "timestamptz"
        case date
        case uuid

        /// Whether JSON writes it without quotes.
        var isBare: Bool { self == .integer || self == .decimal || self == .boolean }
    }

    package let name: String
    package let type: ValueType
    package let isUnique: Bool
    package let hasNulls: Bool
    /// The table that it points into.
    package let references: (table: String, column: String)?
    let source: Source
    /// Of 2^64, the part of rows without a value.
    let nullsBelow: UInt64
    let nullDraw: Draw
    /// Whether a value may hold bytes that an output has to quote or escape.
    let isFree: Bool

    @inline(__always)
    func isNull(_ row: UInt64) -> Bool { hasNulls && nullDraw.bits(row) < nullsBelow }
}

/// Where the values of a column come from, in the form that is quick to evaluate.
indirect enum Source: Sendable {
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

/// The row of another table that a row belongs to.
enum ParentChoice: Sendable {
    case uniform(Draw, UInt64)
    case zipf(Draw, exponent: Double, count: UInt64, Permutation)
    case exactly(UInt64)
    case oneToOne(Permutation)

    @inline(__always)
    func parent(_ row: UInt64) -> UInt64 {
        switch self {
        case .uniform(let draw, let count): draw.below(count, row)
        case .exactly(let each): row / each
        case .oneToOne(let permutation): permutation(row)
        case .zipf(let draw, let exponent, let count, let permutation):
            permutation(Zipf.rank(draw.unit(row), exponent: exponent, count: Double(count)))
        }
    }
}

/// Ranks whose frequency falls with a power of them, by the inverse of the continuous distribution.
enum Zipf {
    /// From 0 up to, and not with, `count`.
    @inline(__always)
    static func rank(_ unit: Double, exponent: Double, count: Double) -> UInt64 {
        let value: Double
        if abs(exponent - 1) < 1e-9 {
            value = PortableMath.exp(unit * PortableMath.ln(count + 1))
        } else {
            let power = 1 - exponent
            let top = PortableMath.power(count + 1, power)
            value = PortableMath.power(1 + unit * (top - 1), 1 / power)
        }
        return UInt64(min(max(0, value - 1), count - 1))
    }
}

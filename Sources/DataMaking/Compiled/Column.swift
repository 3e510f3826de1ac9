import Chance

/// One column of a compiled table.
package final class Column: Sendable {
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
    /// Whether the first row has no value, as there is none before it to point at.
    let isRooted: Bool
    /// Whether a value may hold bytes that an output has to quote or escape.
    let isFree: Bool

    init(
        name: String,
        type: ValueType,
        isUnique: Bool,
        hasNulls: Bool,
        references: (table: String, column: String)?,
        source: Source,
        nullsBelow: UInt64,
        nullDraw: Draw,
        isRooted: Bool,
        isFree: Bool
    ) {
        self.name = name
        self.type = type
        self.isUnique = isUnique
        self.hasNulls = hasNulls
        self.references = references
        self.source = source
        self.nullsBelow = nullsBelow
        self.nullDraw = nullDraw
        self.isRooted = isRooted
        self.isFree = isFree
    }

    @inline(__always)
    func isNull(_ row: UInt64) -> Bool {
        hasNulls && (nullDraw.bits(row) < nullsBelow || row == 0 && isRooted)
    }
}

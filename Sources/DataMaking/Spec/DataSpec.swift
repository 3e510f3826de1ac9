package import Core

/// What data is to be made: tables of fields, in any order.
package struct DataSpec: Sendable, Hashable {
    package var seed: UInt64
    package var locale: String
    package var tables: [TableSpec]

    package init(seed: UInt64 = 0, locale: String = "en", tables: [TableSpec] = []) {
        self.seed = seed
        self.locale = locale
        self.tables = tables
    }

    /// No table has more rows: the numbers of a permutation and the time of a life are at their end.
    package static let rowLimit: UInt64 = 1 << 36
}

/// One table, or the documents of one kind.
package struct TableSpec: Sendable, Hashable {
    package var name: String
    package var rows: UInt64
    /// Where its size is said in bytes: how many, whatever number of rows that takes.
    package var bytes: UInt64?
    package var locale: String?
    package var fields: [FieldSpec]
    /// Fields that no two rows have all alike; none where there is no key of several.
    package var key: [String] = []
    package var location: SourceLocation

    package init(name: String, rows: UInt64, locale: String? = nil, fields: [FieldSpec], location: SourceLocation) {
        self.name = name
        self.rows = rows
        self.locale = locale
        self.fields = fields
        self.location = location
    }
}

/// One field of a table.
package struct FieldSpec: Sendable, Hashable {
    package var name: String
    package var kind: FieldKind
    /// The share of rows without a value.
    package var nulls: Double
    package var isUnique: Bool
    package var location: SourceLocation

    package init(
        name: String,
        kind: FieldKind,
        nulls: Double = 0,
        isUnique: Bool = false,
        location: SourceLocation = SourceLocation(file: "", line: 1, column: 1)
    ) {
        self.name = name
        self.kind = kind
        self.nulls = nulls
        self.isUnique = isUnique
        self.location = location
    }
}

/// Where a field's values come from.
package indirect enum FieldKind: Sendable, Hashable {
    case constant(String)
    case sequence(start: Int64, step: Int64)
    case uuid
    /// By the share of `true`.
    case boolean(Double)
    case choice([Weighted<String>])
    case number(NumberSpec)
    case time(TimeSpec)
    case pattern(TextPattern)
    case grammar(TextGrammar)
    case domain(DomainWord)
    /// A value of another table's field, whose rows have children by a distribution.
    case reference(table: String, field: String, fanOut: FanOut)
    /// By what another field of the row says.
    case conditional(field: String, cases: [Weighted<String>], kinds: [FieldKind], otherwise: FieldKind?)
    /// Texts and values of other fields of the row, one behind the other.
    case join([JoinPiece])
}

/// Something with a weight beside it.
package struct Weighted<Value: Sendable & Hashable>: Sendable, Hashable {
    package var value: Value
    package var weight: Double

    package init(_ value: Value, _ weight: Double = 1) {
        self.value = value
        self.weight = weight
    }
}

package enum JoinPiece: Sendable, Hashable {
    case text(String)
    case field(String)
}

/// How many children the rows of the other table have.
package enum FanOut: Sendable, Hashable {
    case uniform
    /// Few rows have most of the children: the rank's share falls with this power of it.
    case zipf(Double)
    /// Exactly so many each, in the order of the rows.
    case exactly(UInt64)
}

/// Values as people know them.
package enum DomainWord: String, Sendable, Hashable, CaseIterable {
    case firstName = "first_name"
    case lastName = "last_name"
    case fullName = "full_name"
    case email
    case phone
    case street
    case city
    case postalCode = "postal_code"
    case address
    case country
    case currency
    case company
    case product
    case iban
    case card
    case ipv4
    case ipv6
    case userAgent = "user_agent"
    case prompt
    case sentence
    case word
}

import Chance
import Core

/// Compiles the fields of one table, each after those that it depends on.
struct ColumnCompiler {
    let spec: TableSpec
    let seed: UInt64
    let table: CompiledTable
    let parents: [String: CompiledTable]
    private var open: [String] = []
    private var checked: Set<String> = []

    init(spec: TableSpec, seed: UInt64, table: CompiledTable, parents: [String: CompiledTable]) {
        self.spec = spec
        self.seed = seed
        self.table = table
        self.parents = parents
    }

    mutating func columns() throws(DataProblem) -> [Column] {
        var names: Set<String> = []
        for field in spec.fields {
            guard names.insert(field.name).inserted else {
                throw DataProblem("'\(field.name)' is there twice", field.location)
            }
        }
        for field in spec.fields { try checkCircle(field) }
        var columns: [Column] = []
        for field in spec.fields { columns.append(try column(field)) }
        return columns
    }

    // MARK: Dependencies

    private mutating func checkCircle(_ field: FieldSpec) throws(DataProblem) {
        guard !checked.contains(field.name) else { return }
        if open.contains(field.name) {
            let circle = (open.drop { $0 != field.name } + [field.name]).joined(separator: " → ")
            throw DataProblem("fields depend on each other in a circle: \(circle)", field.location)
        }
        open.append(field.name)
        for name in Self.dependencies(field.kind) {
            guard let other = spec.fields.first(where: { $0.name == name }) else {
                throw DataProblem("'\(spec.name)' has no field '\(name)'", field.location)
            }
            try checkCircle(other)
        }
        open.removeLast()
        checked.insert(field.name)
    }

    private static func dependencies(_ kind: FieldKind) -> [String] {
        switch kind {
        case .number(let number): number.correlation.map { [$0.field] } ?? []
        case .time(let time): if case .after(let field, _) = time.base { [field] } else { [] }
        case .conditional(let field, _, let kinds, let otherwise):
            [field] + (kinds + [otherwise].compactMap { $0 }).flatMap(dependencies)
        case .join(let pieces): pieces.compactMap { if case .field(let name) = $0 { name } else { nil } }
        default: []
        }
    }

    private func position(_ name: String) -> Int { spec.fields.firstIndex { $0.name == name } ?? 0 }

    // MARK: Columns

    private func column(_ field: FieldSpec) throws(DataProblem) -> Column {
        let draw = Draw(seed: seed, spec.name, field.name)
        let source = try source(field.kind, field, draw)
        var reference: (table: String, column: String)?
        if case .reference(let table, let column, _) = field.kind { reference = (table, column) }
        return Column(
            name: field.name,
            type: type(field.kind),
            isUnique: field.isUnique || field.kind.isUniqueByItself,
            hasNulls: field.nulls > 0,
            references: reference,
            source: source,
            nullsBelow: field.nulls >= 1 ? .max : UInt64(field.nulls * 0x1p63) << 1,
            nullDraw: draw.branch(0x4E55),
            isFree: isFree(field.kind)
        )
    }

    private func source(_ kind: FieldKind, _ field: FieldSpec, _ draw: Draw) throws(DataProblem) -> Source {
        let permutation = try permutation(kind, field, draw)
        switch kind {
        case .constant(let text): return .constant(WordList([text]))
        case .sequence(let start, let step): return .sequence(start: start, step: step)
        case .uuid: return .uuid(draw)
        case .boolean(let share): return .boolean(draw, share >= 1 ? .max : UInt64(max(0, share) * 0x1p63) << 1)
        case .choice(let choices):
            let words = WordList(choices.map(\.value))
            if let permutation { return .permutedChoice(words, permutation) }
            return .choice(words, WeightedChoice(choices.map(\.weight)), draw)
        case .number(let number): return .number(try NumberCompiler(field, draw, permutation, position).source(number))
        case .time(let time): return .time(try timeSource(time, field, draw))
        case .pattern(let pattern): return .pattern(PatternSource(pattern, draw, permutation))
        case .domain(let word): return .word(WordSource(word: word, draw: draw, permutation: permutation))
        case .reference(let table, let column, let fanOut): return try reference(table, column, fanOut, field, draw)
        case .conditional(let other, let cases, let kinds, let otherwise):
            return try conditional(other, cases, kinds, otherwise, field, draw)
        case .join(let pieces):
            return .join(
                pieces.map { piece in
                    switch piece {
                    case .text(let text): .text(WordList([text]))
                    case .field(let name): .column(position(name))
                    }
                }
            )
        }
    }

    /// The permutation that makes a field unique; nil where it need not be, or is by itself.
    private func permutation(_ kind: FieldKind, _ field: FieldSpec, _ draw: Draw) throws(DataProblem) -> Permutation? {
        guard field.isUnique else { return nil }
        let domain: UInt64?
        switch kind {
        case .sequence(_, let step) where step != 0: return nil
        case .uuid, .reference: return nil
        case .join(let pieces):
            let isSafe = pieces.contains { piece in
                guard case .field(let name) = piece else { return false }
                return spec.fields.contains { $0.name == name && ($0.isUnique || $0.kind.isUniqueByItself) }
            }
            if isSafe { return nil }
            throw DataProblem("'\(field.name)' can be unique only with a unique field in it", field.location)
        case .choice(let choices): domain = UInt64(Set(choices.map(\.value)).count == choices.count ? choices.count : 0)
        case .number(let number): domain = NumberCompiler.domain(number)
        case .pattern(let pattern): domain = pattern.domain
        case .domain(let word): domain = WordSource.domain(word, table.regions)
        default: domain = nil
        }
        guard let domain else {
            throw DataProblem("'\(field.name)' cannot be unique: its values cannot be counted", field.location)
        }
        guard domain >= spec.rows else {
            throw DataProblem(
                "'\(field.name)' has \(domain) values, too few for \(spec.rows) rows that are unique",
                field.location
            )
        }
        return Permutation(domain, draw.branch(0x5045))
    }

    private func timeSource(_ time: TimeSpec, _ field: FieldSpec, _ draw: Draw) throws(DataProblem) -> TimeSource {
        let base: TimeSource.Base
        switch time.base {
        case .between(let first, let last):
            guard first <= last else { throw DataProblem("'\(field.name)' ends before it begins", field.location) }
            base = .between(first, last)
        case .after(let name, let mean):
            guard case .time = spec.fields[position(name)].kind else {
                throw DataProblem("'\(name)' is no time, so nothing comes after it", field.location)
            }
            base = .after(column: position(name), mean: mean)
        }
        return TimeSource(
            base: base,
            form: time.form,
            hours: time.hours.isEmpty ? nil : WeightedChoice(time.hours),
            weekdays: time.weekdays.isEmpty ? nil : WeightedChoice(time.weekdays),
            draw: draw
        )
    }

    private func reference(
        _ name: String,
        _ column: String,
        _ fanOut: FanOut,
        _ field: FieldSpec,
        _ draw: Draw
    ) throws(DataProblem) -> Source {
        guard name != spec.name else {
            throw DataProblem(
                "a table that points into itself is not made yet; leave '\(field.name)' out",
                field.location
            )
        }
        guard let parent = parents[name] else { throw DataProblem("there is no table '\(name)'", field.location) }
        guard let place = parent.columns.firstIndex(where: { $0.name == column }) else {
            throw DataProblem("'\(name)' has no field '\(column)'", field.location)
        }
        guard !parent.columns[place].hasNulls else {
            throw DataProblem(
                "'\(name).\(column)' has rows without a value, which nothing can point at",
                field.location
            )
        }
        guard parent.columns[place].isUnique else {
            throw DataProblem("'\(name).\(column)' is not unique; only what is can be pointed at", field.location)
        }
        let count = parent.rows
        func fits(_ children: UInt64, _ words: String) throws(DataProblem) {
            guard spec.rows <= children else {
                throw DataProblem(
                    "\(spec.rows) rows are more than \(words) of \(count) rows of '\(name)'",
                    field.location
                )
            }
        }
        if field.isUnique {
            try fits(count, "one for each")
            return .reference(parent, column: place, .oneToOne(Permutation(count, draw)))
        }
        switch fanOut {
        case .uniform: return .reference(parent, column: place, .uniform(draw, count))
        case .exactly(let each):
            try fits(count.multipliedReportingOverflow(by: each).overflow ? .max : count * each, "\(each) for each")
            return .reference(parent, column: place, .exactly(each))
        case .zipf(let exponent):
            let choice = ParentChoice.zipf(
                draw,
                exponent: exponent,
                count: count,
                Permutation(count, draw.branch(0x5A))
            )
            return .reference(parent, column: place, choice)
        }
    }

    private func conditional(
        _ other: String,
        _ cases: [Weighted<String>],
        _ kinds: [FieldKind],
        _ otherwise: FieldKind?,
        _ field: FieldSpec,
        _ draw: Draw
    ) throws(DataProblem) -> Source {
        let values = try values(of: other, field)
        for wanted in cases where !values.contains(wanted.value) {
            throw DataProblem("'\(other)' is never '\(wanted.value)'", field.location)
        }
        var sources: [Source] = []
        for kind in kinds + [otherwise].compactMap({ $0 }) {
            sources.append(try source(kind, field, draw.branch(UInt64(sources.count + 50))))
        }
        var branches: [Int] = []
        for value in values {
            if let place = cases.firstIndex(where: { $0.value == value }) {
                branches.append(place)
            } else if otherwise != nil {
                branches.append(kinds.count)
            } else {
                throw DataProblem(
                    "'\(field.name)' says nothing for '\(other)' = '\(value)'; add 'else'",
                    field.location
                )
            }
        }
        return .conditional(column: position(other), branch: branches, sources)
    }

    /// The values of a field that can be told apart, in the order of their numbers.
    private func values(of name: String, _ field: FieldSpec) throws(DataProblem) -> [String] {
        switch spec.fields[position(name)].kind {
        case .choice(let choices): return choices.map(\.value)
        case .boolean: return ["true", "false"]
        case .domain(.country): return table.regions.map(\.country)
        default:
            throw DataProblem(
                "'\(name)' is no choice, no boolean and no country: nothing can depend on it",
                field.location
            )
        }
    }

    // MARK: Types

    private func type(_ kind: FieldKind) -> Column.ValueType {
        switch kind {
        case .sequence: return .integer
        case .uuid: return .uuid
        case .boolean: return .boolean
        case .number(let number): return number.decimals == 0 ? .integer : .decimal
        case .time(let time):
            switch time.form {
            case .timestamp: return .timestamp
            case .date: return .date
            case .unix: return .integer
            }
        case .reference(let name, let column, _):
            return parents[name]?.columns.first { $0.name == column }?.type ?? .text
        case .conditional(_, _, let kinds, let otherwise):
            let types = Set((kinds + [otherwise].compactMap { $0 }).map(type))
            return types.count == 1 ? types.first ?? .text : .text
        default: return .text
        }
    }

    /// Whether values may hold commas, quotes, tabs and the like.
    private func isFree(_ kind: FieldKind) -> Bool {
        switch kind {
        case .constant, .choice, .pattern, .join, .conditional: true
        case .domain(let word): word == .userAgent
        case .reference(let name, let column, _): parents[name]?.columns.first { $0.name == column }?.isFree ?? true
        default: false
        }
    }
}

extension FieldKind {
    var isUniqueByItself: Bool {
        switch self {
        case .uuid: true
        case .sequence(_, let step): step != 0
        default: false
        }
    }
}

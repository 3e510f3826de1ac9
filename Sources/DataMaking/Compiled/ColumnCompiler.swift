import Chance
import Core

/// Compiles the fields of one table, each after those that it depends on.
struct ColumnCompiler {
    let spec: TableSpec
    let seed: UInt64
    let table: CompiledTable
    let parents: [String: CompiledTable]
    /// Of the fields of a key of several, which of its values each row has.
    private(set) var digits: [String: Permutation] = [:]
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
        digits = try keyDigits()
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
        for name in dependencies(field.kind) {
            guard let other = spec.fields.first(where: { $0.name == name }) else {
                throw DataProblem("'\(spec.name)' has no field '\(name)'", field.location)
            }
            try checkCircle(other)
        }
        open.removeLast()
        checked.insert(field.name)
    }

    private func dependencies(_ kind: FieldKind) -> [String] {
        switch kind {
        case .number(let number): number.correlation.map { [$0.field] } ?? []
        case .time(let time): if case .after(let field, _) = time.base { [field] } else { [] }
        case .conditional(let field, _, let kinds, let otherwise):
            [field] + (kinds + [otherwise].compactMap { $0 }).flatMap(dependencies)
        case .join(let pieces): pieces.compactMap { if case .field(let name) = $0 { name } else { nil } }
        case .grammar(let grammar): grammar.fields
        case .reference(spec.name, let field, _): [field]
        default: []
        }
    }

    func position(_ name: String) -> Int { spec.fields.firstIndex { $0.name == name } ?? 0 }

    // MARK: Columns

    private func column(_ field: FieldSpec) throws(DataProblem) -> Column {
        let draw = Draw(seed: seed, spec.name, field.name)
        let source = try source(field.kind, field, draw)
        var reference: (table: String, column: String)?
        if case .reference(let table, let column, _) = field.kind { reference = (table, column) }
        let isRooted = reference?.table == spec.name
        return Column(
            name: field.name,
            type: type(field.kind),
            isUnique: field.isUnique || field.kind.isUniqueByItself,
            hasNulls: field.nulls > 0 || isRooted,
            references: reference,
            source: source,
            nullsBelow: field.nulls >= 1 ? .max : UInt64(field.nulls * 0x1p63) << 1,
            nullDraw: draw.branch(0x4E55),
            isRooted: isRooted,
            isFree: isFree(field.kind)
        )
    }

    func source(_ kind: FieldKind, _ field: FieldSpec, _ draw: Draw) throws(DataProblem) -> Source {
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
        case .grammar(let grammar): return .grammar(GrammarSource(grammar, draw, position))
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
}

import Chance
import Core

/// Fields whose values are those of others: of another table's rows, or by what another field of the row says.
extension ColumnCompiler {
    func reference(
        _ name: String,
        _ column: String,
        _ fanOut: FanOut,
        _ field: FieldSpec,
        _ draw: Draw
    ) throws(DataProblem) -> Source {
        if name == spec.name { return try ownReference(column, fanOut, field, draw) }
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
        if let digit = digits[field.name] { return .reference(parent, column: place, .oneToOne(digit)) }
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
            let zipf = Zipf(exponent: exponent, count: Double(count))
            let choice = ParentChoice.zipf(draw, zipf, Permutation(count, draw.branch(0x5A)))
            return .reference(parent, column: place, choice)
        }
    }

    /// A tree over the rows of the table itself: each points at an earlier one, and the first at none.
    private func ownReference(
        _ column: String,
        _ fanOut: FanOut,
        _ field: FieldSpec,
        _ draw: Draw
    ) throws(DataProblem) -> Source {
        guard case .reference = field.kind else {
            throw DataProblem(
                "'\(field.name)': a reference to its own table stands alone, not in a case",
                field.location
            )
        }
        guard let target = spec.fields.first(where: { $0.name == column }) else {
            throw DataProblem("'\(spec.name)' has no field '\(column)'", field.location)
        }
        guard target.nulls == 0, target.isUnique || target.kind.isUniqueByItself else {
            throw DataProblem(
                "'\(spec.name).\(column)' is not unique and always there; only what is can be pointed at",
                field.location
            )
        }
        guard !field.isUnique else {
            throw DataProblem(
                "'\(field.name)' cannot be unique: a reference to its own table is a tree, of which rows share parents",
                field.location
            )
        }
        let choice: ParentChoice =
            switch fanOut {
            case .uniform: .earlier(draw)
            case .exactly(let each): .earlierExactly(each)
            case .zipf(let exponent): .earlierByRank(draw, exponent)
            }
        return .reference(table, column: position(column), choice)
    }

    func conditional(
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
}

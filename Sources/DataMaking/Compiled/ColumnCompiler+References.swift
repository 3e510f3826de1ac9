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

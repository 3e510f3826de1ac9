import Chance
import Core

/// What no two rows have alike: permutations of the numbers of values, or of combinations of values.
extension ColumnCompiler {
    /// The permutation that makes a field unique, or a part of a key; nil where it need not be, or is by itself.
    func permutation(_ kind: FieldKind, _ field: FieldSpec, _ draw: Draw) throws(DataProblem) -> Permutation? {
        if let digit = digits[field.name] { return digit }
        guard field.isUnique else { return nil }
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
        default: break
        }
        guard let domain = domain(kind) else {
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

    /// How many values there are; nil where they cannot be counted, or one of them is there twice.
    private func domain(_ kind: FieldKind) -> UInt64? {
        switch kind {
        case .choice(let choices): UInt64(Set(choices.map(\.value)).count == choices.count ? choices.count : 0)
        case .number(let number): NumberCompiler.domain(number)
        case .pattern(let pattern): pattern.domain
        case .domain(let word): WordSource.domain(word, table.regions)
        default: nil
        }
    }

    /// A number of each row that no other has, in digits: one for each field of the key.
    func keyDigits() throws(DataProblem) -> [String: Permutation] {
        guard !spec.key.isEmpty else { return [:] }
        var counts: [(name: String, count: UInt64)] = []
        var all: UInt64 = 1
        for name in spec.key {
            guard let field = spec.fields.first(where: { $0.name == name }) else {
                throw DataProblem("'\(spec.name)' has no field '\(name)' for its key", spec.location)
            }
            guard field.nulls == 0 else {
                throw DataProblem("'\(name)' is part of a key, and so is never without a value", field.location)
            }
            let count: UInt64?
            if case .reference(let parent, _, let fanOut) = field.kind {
                guard fanOut == .uniform else {
                    throw DataProblem("'\(name)' is part of a key, in which every fan-out is uniform", field.location)
                }
                count = parents[parent]?.rows
            } else {
                count = domain(field.kind)
            }
            guard let count, count > 0 else {
                throw DataProblem("'\(name)' cannot be part of a key: its values cannot be counted", field.location)
            }
            let (product, overflowed) = all.multipliedReportingOverflow(by: count)
            guard !overflowed, product < 1 << 62 else {
                throw DataProblem(
                    "the key has more combinations than can be counted; name fewer fields",
                    field.location
                )
            }
            counts.append((name, count))
            all = product
        }
        guard all >= spec.rows else {
            throw DataProblem(
                "the key \(spec.key.joined(separator: ", ")) has \(all) combinations, too few for \(spec.rows) rows",
                spec.location
            )
        }
        let permutation = Permutation(all, Draw(seed: seed, spec.name, "key"))
        var (digits, divisor): ([String: Permutation], UInt64) = ([:], 1)
        for (name, count) in counts {
            digits[name] = permutation.digit(below: count, above: divisor)
            divisor *= count
        }
        return digits
    }
}

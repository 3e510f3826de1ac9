extension DataSpec {
    /// The same data, more or less of it: so many rows altogether, shared by the tables as they were.
    ///
    /// Sizes in bytes are numbers of rows by then. A table keeps one row at least.
    package func scaled(to rows: UInt64) -> DataSpec {
        let all = tables.reduce(0.0) { $0 + Double($1.rows) }
        guard all > 0, rows > 0 else { return self }
        var spec = self
        for place in spec.tables.indices {
            let share = Double(tables[place].rows) / all
            spec.tables[place].rows = max(1, UInt64(Double(rows) * share))
            spec.tables[place].bytes = nil
        }
        return spec
    }

    /// The same data with every value of a range, a list or a reference as likely as any other: what a load test is to be
    /// compared with whose caches profit from nothing.
    package var uniform: DataSpec {
        var spec = self
        for table in spec.tables.indices {
            for field in spec.tables[table].fields.indices {
                spec.tables[table].fields[field].kind = spec.tables[table].fields[field].kind.uniform
            }
        }
        return spec
    }
}

extension FieldKind {
    fileprivate var uniform: FieldKind {
        switch self {
        case .choice(let choices): return .choice(choices.map { Weighted($0.value) })
        case .boolean: return .boolean(0.5)
        case .reference(let table, let field, .zipf): return .reference(table: table, field: field, fanOut: .uniform)
        case .time(var time):
            (time.hours, time.weekdays) = ([], [])
            return .time(time)
        case .number(var number):
            number.distribution = number.distribution.uniform(number.least, number.most)
            return .number(number)
        case .conditional(let field, let cases, let kinds, let otherwise):
            return .conditional(field: field, cases: cases, kinds: kinds.map(\.uniform), otherwise: otherwise?.uniform)
        default: return self
        }
    }
}

extension NumberSpec.Distribution {
    /// Over the bounds that are said, else over where nearly all values lie.
    fileprivate func uniform(_ least: Double?, _ most: Double?) -> NumberSpec.Distribution {
        let usual: ClosedRange<Double>
        switch self {
        case .uniform(let range): usual = range
        case .normal(let mean, let sigma): usual = (mean - 3 * sigma)...(mean + 3 * sigma)
        // e^(2σ) stands for 97.7 % of the values; the series is enough for sigmas that occur.
        case .lognormal(let median, let sigma):
            usual = 0...(median * Self.power(2 * sigma))
        case .exponential(let mean): usual = 0...(4 * mean)
        case .zipf(_, let count): usual = 1...max(1, count)
        case .histogram(let bounds, _): usual = (bounds.first ?? 0)...max(bounds.first ?? 0, bounds.last ?? 0)
        case .mixture(let parts):
            let ranges = parts.map { part -> ClosedRange<Double> in
                guard case .uniform(let range) = part.value.uniform(least, most) else { return 0...0 }
                return range
            }
            let low = ranges.map(\.lowerBound).min() ?? 0
            usual = low...max(low, ranges.map(\.upperBound).max() ?? 0)
        }
        let low = least ?? usual.lowerBound
        return .uniform(low...max(low, most ?? usual.upperBound))
    }

    /// e to a power, by its series.
    private static func power(_ exponent: Double) -> Double {
        let bounded = min(max(exponent, -20), 20)
        var (term, sum) = (1.0, 1.0)
        for step in 1..<80 {
            term *= bounded / Double(step)
            sum += term
        }
        return sum
    }
}

import Core
import DataMaking

extension DataSpecBuilder {
    func number(_ reader: Reader) -> NumberSpec? {
        guard let distribution = distribution(reader) else { return nil }
        var correlation: NumberSpec.Correlation?
        if let other = reader["correlates"], let with = other["with"]?.text,
            let strength = other["strength"].flatMap({ real($0) })
        {
            if !(-1...1).contains(strength) { file.error("'strength' is from -1 to 1", other.node) }
            correlation = NumberSpec.Correlation(field: with, strength: strength)
        }
        return NumberSpec(
            distribution,
            least: reader["min"].flatMap { real($0) },
            most: reader["max"].flatMap { real($0) },
            decimals: reader["decimals"]?.integer ?? 0,
            correlation: correlation
        )
    }

    private func distribution(_ reader: Reader) -> NumberSpec.Distribution? {
        let names = DataSpecFormat.distribution.map(\.key)
        let given = names.filter { reader[$0] != nil }
        guard given.count == 1, let name = given.first, let value = reader[name] else {
            if !file.log.hasErrors { file.error("a number has one of \(names.joined(separator: ", "))", reader.node) }
            return nil
        }
        func part(_ key: String) -> Double? { value[key].flatMap { real($0) } }
        switch name {
        case "uniform":
            let ends = numbers(value)
            guard ends.count == 2, ends[0] <= ends[1] else {
                file.error("'uniform' is the least and the most, such as [1, 6]", value.node)
                return nil
            }
            return .uniform(ends[0]...ends[1])
        case "normal":
            guard let mean = part("mean"), let sigma = part("sigma") else { return nil }
            return .normal(mean: mean, sigma: sigma)
        case "lognormal":
            guard let median = part("median"), let sigma = part("sigma") else { return nil }
            return .lognormal(median: median, sigma: sigma)
        case "exponential": return part("mean").map { .exponential(mean: $0) }
        case "zipf":
            guard let count = part("count") else { return nil }
            return .zipf(exponent: part("exponent") ?? 1, count: count)
        case "histogram":
            return .histogram(
                bounds: value["bounds"].map(numbers) ?? [],
                counts: value["counts"].map(numbers) ?? []
            )
        default: return mixture(value)
        }
    }

    private func mixture(_ reader: Reader) -> NumberSpec.Distribution? {
        var parts: [Weighted<NumberSpec.Distribution>] = []
        for item in reader.items ?? [] {
            let checked = file.checked(item.node, DataSpecFormat.mixed, as: "mixture")
            guard let inner = distribution(checked) else { continue }
            let weight = checked["weight"].flatMap { real($0) } ?? 1
            if weight <= 0 { file.error("a weight is above 0", item.node) }
            parts.append(Weighted(inner, weight))
        }
        if parts.isEmpty, !file.log.hasErrors { file.error("'mixture' has no distribution", reader.node) }
        return parts.isEmpty ? nil : .mixture(parts)
    }

    private func numbers(_ reader: Reader) -> [Double] { (reader.items ?? []).compactMap { real($0) } }

    // MARK: Times

    func time(_ reader: Reader) -> TimeSpec? {
        let form = reader["as"]?.text.flatMap(TimeSpec.Form.init) ?? .timestamp
        let hours = weights(reader["hours"], 24, "hours")
        let weekdays = weights(reader["weekdays"], 7, "weekdays")
        if let after = reader["after"]?.text {
            guard let mean = reader["mean"]?.duration else {
                if !file.log.hasErrors { file.error("'after' needs 'mean': how much later on average", reader.node) }
                return nil
            }
            return TimeSpec(
                .after(
                    field: after,
                    mean: Double(mean.components.seconds) + Double(mean.components.attoseconds) * 1e-18
                ),
                form: form
            )
        }
        guard let first = reader["from"].flatMap(day), let last = reader["to"].flatMap(day) else {
            if !file.log.hasErrors { file.error("a time has 'from' and 'to', or 'after' and 'mean'", reader.node) }
            return nil
        }
        return TimeSpec(.between(first, last + 86_399), form: form, hours: hours, weekdays: weekdays)
    }

    /// Its first second.
    private func day(_ reader: Reader) -> Int64? {
        guard let text = reader.text else { return nil }
        guard let day = CalendarDay(text) else {
            file.error("'\(text)' is no day such as 2024-01-31", reader.node)
            return nil
        }
        return Int64(day.number) * 86_400
    }

    private func weights(_ reader: Reader?, _ count: Int, _ name: String) -> [Double] {
        guard let reader else { return [] }
        let weights = numbers(reader)
        if weights.count != count || weights.contains(where: { $0 < 0 }) || !weights.contains(where: { $0 > 0 }) {
            file.error("'\(name)' are \(count) weights, none below 0 and one above", reader.node)
            return []
        }
        return weights
    }
}

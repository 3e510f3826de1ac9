import Core
import Criteria

/// What makes several work units of a step, and what is tried again.
extension ProjectBuilder {
    mutating func work(_ step: inout Step, _ reader: Reader) {
        step.dependencies = stepDependencies(reader["depends_on"])
        step.matrix = matrix(reader["matrix"])
        step.tests = tests(reader["tests"])
        let strategy = reader["strategy"]
        let shards = reader["shards"]
        step.tests?.strategy = strategy?.text.flatMap(Pool.Strategy.init(rawValue:))
        step.tests?.shards = shards.flatMap { shardCount($0) }
        for cut in [strategy, shards].compactMap(\.self) where step.tests == nil {
            error("there is nothing to cut: say with 'tests' which tests the step has", cut.node)
        }
        if step.tests?.strategy == .sequential, let node = shards?.node, step.tests?.shards != .exactly(1) {
            error("'strategy: sequential' runs the tests in one piece, and 'shards' cuts them", node)
        }
        step.newTestRuns = reader["new_tests"]?["repeat"]?.integer ?? 1
        if step.newTestRuns > 1, step.knownSelection == nil || step.tests == nil, let node = reader["new_tests"]?.node {
            error(
                "new tests run again alone where the step has 'tests' and its tool can be told which: pytest, node --test",
                node
            )
        }
        checkPlaceholders(step, reader)
    }

    private func shardCount(_ reader: Reader) -> ShardCount? {
        if reader.text == "auto" { return .auto }
        guard let amount = reader.amount else { return nil }
        guard let count = Int(exactly: amount), (1...1000).contains(count) else {
            error("'shards' must be a whole number from 1 to 1000, or auto", reader.node)
            return nil
        }
        return .exactly(count)
    }

    private mutating func stepDependencies(_ reader: Reader?) -> [String] {
        guard let reader else { return [] }
        var names: [String] = []
        for item in reader.items ?? [reader] {
            guard let name = item.text else { continue }
            if name == "ALL" { error("a step names steps; 'ALL' is for stages", item.node) }
            if names.contains(name) { error("'\(name)' is listed twice", item.node) }
            references.append(Reference(target: .step, name: name, node: item.node))
            names.append(name)
        }
        return names
    }

    private func matrix(_ reader: Reader?) -> Matrix? {
        guard let reader else { return nil }
        var matrix = Matrix(axes: [])
        for entry in reader.entries {
            let items = entry.value.items ?? []
            if entry.name == "include" || entry.name == "exclude" {
                let combinations = items.compactMap { combination($0) }
                if entry.name == "include" { matrix.include = combinations } else { matrix.exclude = combinations }
                continue
            }
            if !Self.isAxisName(entry.name) {
                error("'\(entry.name)' cannot be the name of an axis: letters, digits, '_' and '-'", entry.key)
            }
            var values: [String] = []
            for item in items {
                guard let value = item.text else {
                    error("a value of '\(entry.name)' must be a text or a number", item.node)
                    continue
                }
                if values.contains(value) { error("'\(value)' is listed twice", item.node) }
                values.append(value)
            }
            if items.isEmpty { error("'\(entry.name)' has no values", entry.key) }
            matrix.axes.append(Matrix.Axis(name: entry.name, values: values))
        }
        checkExcluded(reader["exclude"], Set(matrix.axes.map(\.name)))
        if matrix.axes.isEmpty, matrix.include.isEmpty { error("'matrix' has no axis", reader.node) }
        return matrix
    }

    private func combination(_ item: Reader) -> Labels? {
        guard item.isMapping else {
            error("a combination is written as {axis: value, …}", item.node)
            return nil
        }
        var labels: Labels = [:]
        for entry in item.entries {
            if !Self.isAxisName(entry.name) {
                error("'\(entry.name)' cannot be the name of an axis: letters, digits, '_' and '-'", entry.key)
            }
            labels[entry.name] = entry.value.text
        }
        return labels
    }

    private func checkExcluded(_ reader: Reader?, _ axes: Set<String>) {
        for entry in (reader?.items ?? []).flatMap(\.entries) where !axes.contains(entry.name) {
            let suggestion = log.isFull ? nil : Resemblance.nearest(to: entry.name, among: axes)
            error("the matrix has no axis '\(entry.name)'", entry.key, suggestion: suggestion)
        }
    }

    private static func isAxisName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: "-") }
    }

    private func tests(_ reader: Reader?) -> StepTests? {
        guard let reader else { return nil }
        checkGlob(reader.isMapping ? reader["files"] : reader)
        guard reader.isMapping else { return StepTests(source: .files(reader.texts)) }
        let (files, list) = (reader["files"], reader["list"])
        if (files == nil) == (list == nil) { error("'tests' needs 'files' or 'list', and not both", reader.node) }
        var tests = StepTests(source: list.map { .list(action($0)) } ?? .files(files?.texts ?? []))
        tests.pairs = (reader["pairs"]?.items ?? []).compactMap { item in
            guard let from = item["from"]?.text, let to = item["to"]?.text else { return nil }
            return StepTests.Pair(from: from, to: to, tests: item["tests"]?.texts ?? [])
        }
        tests.features = (reader["features"]?.entries ?? []).map {
            StepTests.Feature(name: $0.name, tests: $0.value.texts)
        }
        return tests
    }

    // MARK: Retries

    func retries(_ reader: Reader?) -> Retries {
        guard let reader else { return Retries() }
        if let count = reader.integer { return Retries(count: count) }
        var retries = Retries(count: reader["count"]?.integer ?? 0, delay: reader["delay"]?.duration ?? .zero)
        retries.backoff = reader["backoff"]?.text.flatMap(Retries.Backoff.init) ?? .fixed
        if let when = reader["when"] { retries.when = (when.items ?? [when]).compactMap { occasion($0) } }
        return retries
    }

    private func occasion(_ item: Reader) -> Retries.Occasion? {
        if let pattern = item["pattern"]?.text { return .pattern(pattern) }
        guard let text = item.text else { return nil }
        if text == "infrastructure" { return .place }
        if let category = FailureCategory(rawValue: text), ![.flaky, .cancelled].contains(category) {
            return .category(category)
        }
        let words = text.split(separator: " ")
        if words.count == 2, words[0] == "exit", let code = Int32(words[1]), (1...255).contains(code) {
            return .exit(code)
        }
        let names = FailureCategory.allCases.filter { $0 != .flaky && $0 != .cancelled }.map(\.rawValue)
        error(
            "'\(text)' is no failure that can be told apart: one of \(names.sorted().joined(separator: ", ")), 'exit 75', "
                + "or {pattern: text}",
            item.node,
            suggestion: log.isFull ? nil : Resemblance.nearest(to: text, among: names)
        )
        return nil
    }

    func flakyResult(_ reader: Reader) -> FlakyResult {
        let own = reader["flaky_result"]
        let short = reader["retries"]?["flaky"]
        if let short, own != nil { error("'flaky' of 'retries' is the same as 'flaky_result'; write one", short.node) }
        return (short ?? own)?.text.flatMap(FlakyResult.init) ?? .pass
    }
}

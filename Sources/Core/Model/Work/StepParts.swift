/// What became of one part of a step's tests.
package struct PartRecord: Sendable, Hashable {
    /// `2/4`, or the module, pair or feature.
    package var title: String
    package var outcome: StepOutcome
    /// How many tests it was given.
    package var tests: Int
    package var seconds: Double
    /// Seconds that earlier runs made to be expected; nil where none told.
    package var predicted: Double?

    package init(title: String, outcome: StepOutcome, tests: Int, seconds: Double, predicted: Double? = nil) {
        self.title = title
        self.outcome = outcome
        self.tests = tests
        self.seconds = seconds
        self.predicted = predicted
    }
}

extension StepRecord {
    /// Which part of which step a record is of, while a run is under way.
    package struct Part: Sendable, Hashable {
        package var whole: String
        package var title: String
        package var tests: Int
        package var predicted: Double?

        package init(whole: String, title: String, tests: Int, predicted: Double?) {
            self.whole = whole
            self.title = title
            self.tests = tests
            self.predicted = predicted
        }

        /// nil for a step that is not cut.
        package init?(_ unit: WorkUnit?) {
            guard let unit, let part = unit.part, part.total > 1 else { return nil }
            self.init(whole: unit.whole, title: part.title, tests: part.tests.count, predicted: part.predicted)
        }
    }
}

extension [StepRecord] {
    /// The steps with the parts of one step's tests put together, at the place of the first of them.
    package var united: [StepRecord] {
        guard contains(where: { $0.part != nil }) else { return self }
        var places: [String: Int] = [:]
        var all: [StepRecord] = []
        for record in self {
            guard let part = record.part else {
                all.append(record)
                continue
            }
            if let place = places[part.whole] {
                all[place].unite(record, part)
            } else {
                places[part.whole] = all.count
                var first = record
                (first.name, first.part, first.parts, first.attempts) = (part.whole, nil, [], [])
                first.unite(record, part)
                all.append(first)
            }
        }
        return all
    }
}

extension StepRecord {
    fileprivate mutating func unite(_ record: StepRecord, _ part: Part) {
        // Parts that nobody chose are no parts of this run, unless none was chosen.
        let isChosen = !record.outcome.isUnselected
        guard isChosen || parts.isEmpty else { return }
        if parts.count == 1, parts[0].outcome.isUnselected {
            parts = []
            (outcome, category) = (record.outcome, record.category)
        }
        if !parts.isEmpty {
            outcome = Self.worse(outcome, record.outcome)
            category = category ?? record.category
            hasNeeds = hasNeeds || record.hasNeeds
        }
        parts.append(
            PartRecord(
                title: part.title,
                outcome: record.outcome,
                tests: part.tests,
                seconds: record.seconds,
                predicted: part.predicted
            )
        )
        attempts += record.attempts.map { attempt in
            var attempt = attempt
            attempt.part = part.title
            return attempt
        }
    }

    /// What two parts come to: a failure outweighs what is missing, and that what was found or passed.
    private static func worse(_ left: StepOutcome, _ right: StepOutcome) -> StepOutcome {
        switch (left, right) {
        case (.passed(let one), .passed(let other)): return .passed(tries: max(one, other))
        case (.failed(let failure, let one), .failed(_, let other)): return .failed(failure, tries: max(one, other))
        default: return rank(right) > rank(left) ? right : left
        }
    }

    private static func rank(_ outcome: StepOutcome) -> Int {
        switch outcome {
        case .failed: 4
        case .cancelled: 3
        case .skipped: 2
        case .found: 1
        case .passed: 0
        }
    }

    /// What a part of it is called, or the step itself.
    package func name(ofPart title: String?) -> String { title.map { "\(name) [\($0)]" } ?? name }

    /// How far off the prediction was: the longest part beside the longest that was expected; nil where none was.
    package var prediction: (expected: Double, took: Double)? {
        guard parts.count > 1 else { return nil }
        let expected = parts.compactMap(\.predicted)
        guard expected.count == parts.count, let most = expected.max(), let took = parts.map(\.seconds).max() else {
            return nil
        }
        return (most, took)
    }
}

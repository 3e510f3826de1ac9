extension Selection {
    /// Places of what is chosen, in the order in which a failure is found soonest: its chance for each second spent.
    package var prioritised: [Int] {
        let usual = Self.median(past.values.compactMap(\.seconds)) ?? 1
        let scores = items.indices.map { index -> Double in
            let known = past[index]
            let weight = max(0.1, Ground.weight(choices[index].grounds))
            return (known?.probability ?? 0.5) * weight / max(0.01, known?.seconds ?? usual)
        }
        return items.indices.filter { choices[$0].isChosen }.sorted {
            scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
        }
    }

    /// Leaves of what is chosen as much as a budget allows, the likeliest failures first; what must run, runs.
    package mutating func keep(_ budget: SelectionBudget) {
        let order = prioritised.filter { !steps[items[$0].step].prepares }
        let usual = Self.median(past.values.compactMap(\.seconds)) ?? 1
        let (known, grounds) = (past, choices.map(\.grounds))
        let cost = { (index: Int) in known[index]?.seconds ?? usual }
        let chance = { (index: Int) in (known[index]?.probability ?? 0.5) * Ground.weight(grounds[index]) }
        let (all, chances) = (order.reduce(0) { $0 + cost($1) }, order.reduce(0) { $0 + chance($1) })
        var (spent, found) = (0.0, 0.0)
        for index in order {
            let isFull =
                switch budget {
                case .seconds(let seconds): spent + cost(index) > seconds && spent > 0
                case .share(let share): spent + cost(index) > share * all && spent > 0
                case .confidence(let share): found >= share * chances && spent > 0
                }
            let isStanding = choices[index].grounds.contains { Self.standing.contains($0.source) }
            if isFull, !isStanding {
                choices[index] = .omitted(
                    reason: "over the budget of \(budget.words), behind what fails more often for its time"
                )
                continue
            }
            spent += cost(index)
            found += chance(index)
        }
    }

    /// What no budget takes away.
    private static let standing: Set<Ground.Source> = [.itself, .failed, .unskippable, .criticalPath, .sample]

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        return values.sorted()[values.count / 2]
    }
}

/// How much a selected run may cost.
package enum SelectionBudget: Sendable, Hashable {
    case seconds(Double)
    /// Of the time of what was chosen.
    case share(Double)
    /// Of the failures that are to be expected.
    case confidence(Double)

    /// `10m`, `30%`, `confidence 99%`; nil for anything else.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        if words.count == 2, words[0] == "confidence", let share = Self.share(words[1]) {
            self = .confidence(share)
        } else if words.count == 1, let share = Self.share(words[0]) {
            self = .share(share)
        } else if words.count == 1, let unit = words[0].last, let factor = ["s": 1.0, "m": 60, "h": 3600][unit],
            let amount = Double(words[0].dropLast()), amount > 0, amount.isFinite
        {
            self = .seconds(amount * factor)
        } else {
            return nil
        }
    }

    private static func share(_ word: Substring) -> Double? {
        guard word.last == "%", let amount = Double(word.dropLast()), amount > 0, amount <= 100 else { return nil }
        return amount / 100
    }

    package var words: String {
        switch self {
        case .seconds(let seconds): "\(Int(seconds)) s"
        case .share(let share): "\(Int(share * 100)) %"
        case .confidence(let share): "confidence \(Int(share * 100)) %"
        }
    }
}

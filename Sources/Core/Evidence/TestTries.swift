/// Which reports tell of tries of the same tests, and which of other tests or the same ones somewhere else.
enum TestTries {
    /// Words for a try in the names of files and folders; all others name what was tested, or where.
    private static let words: Set<String> = [
        "attempt", "try", "retry", "retries", "rerun", "reruns", "run", "again", "failed", "shard", "part",
    ]

    /// The reports whose tests can be tries of each other's, in the order of their tries; groups of one are left out.
    ///
    /// Those of one step, or named by hand, with the same labels, and with names that differ in nothing but a try.
    static func groups(of reports: [Report]) -> [[Int]] {
        var groups: [Key: [Int]] = [:]
        // By index: a copy of every report would cost more than most are worth.
        for index in reports.indices where reports[index].tests != nil {
            groups[Key(reports[index]), default: []].append(index)
        }
        return groups.values.filter { $0.count > 1 }.map { group in
            group.sorted { order(reports[$0], $0) < order(reports[$1], $1) }
        }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    private struct Key: Hashable {
        let step: String?
        let labels: Labels
        let name: String?

        init(_ report: Report) {
            let ignored = [Report.attemptLabel, Report.tryLabel, LoadSeries.shardLabel]
            labels = report.labels.filter { !ignored.contains($0.key) }
            let isDeclared = report.labels[Report.attemptLabel] != nil
            // A label that says so outweighs names: another step may be the second try.
            step = isDeclared ? nil : report.step
            // What a run has seen itself needs no name: the tries of a step are those of the same tests.
            name = isDeclared || report.labels[Report.tryLabel] != nil ? nil : TestTries.context(of: report.path)
        }
    }

    /// By the label, else by the time of the file, else as they are listed.
    private static func order(_ report: Report, _ index: Int) -> (Double, Double, Int) {
        (number(of: report) ?? 0, report.modified ?? 0, index)
    }

    /// The try that a label names.
    private static func number(of report: Report) -> Double? {
        let label = report.labels[Report.attemptLabel] ?? report.labels[Report.tryLabel]
        return label.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }

    /// The tests of a group; reports that bear the same number are parts of one try.
    static func tries(_ group: [Int], of reports: [Report]) -> Tries {
        var numbers: [Int] = []
        for (position, index) in group.enumerated() {
            let number = number(of: reports[index])
            let isPart = position > 0 && number != nil && number == Self.number(of: reports[group[position - 1]])
            numbers.append(isPart ? numbers[position - 1] : position)
        }
        return Tries(group.map { reports[$0].tests ?? TestResults() }, numbers: numbers)
    }

    /// The path without words for a try and without a digit that stands alone: `attempt-2/junit.xml` is `junit.xml`.
    static func context(of path: String) -> String {
        var parts: [String] = []
        var isBehindWord = false
        for part in path.lowercased().utf8.split(whereSeparator: isSeparator).map({ String(Substring($0)) }) {
            let digits = part.utf8.drop { !isDigit($0) }
            let isNumbered = digits.allSatisfy(isDigit)
            let word = String(part.utf8.prefix { !isDigit($0) }) ?? ""
            let isNumber = word.isEmpty && isNumbered
            if words.contains(word), isNumbered {
                isBehindWord = digits.isEmpty
            } else {
                if !(isBehindWord && isNumber) { parts.append(part) }
                isBehindWord = false
            }
        }
        // One digit counts tries or shards; several numbers are a version, such as 3.11.
        let numbers = parts.indices.filter { parts[$0].utf8.allSatisfy(isDigit) }
        if numbers.count == 1, parts[numbers[0]].utf8.count == 1 { parts.remove(at: numbers[0]) }
        return parts.joined(separator: "/")
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

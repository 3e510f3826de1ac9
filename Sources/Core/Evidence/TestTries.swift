/// Which reports tell of tries of the same tests, and which of other tests or the same ones somewhere else.
///
/// A try needs proof: the label `attempt`, or a word for a try in the name of a file or folder. What such a name numbers
/// otherwise (shards, parts, workers, versions) is another part of the tests, or another place.
enum TestTries {
    /// Words for a try in the names of files and folders; all others name what was tested, or where.
    private static let words: Set<String> = [
        "attempt", "attempts", "try", "tries", "retry", "retries", "rerun", "reruns", "again", "failed",
    ]

    /// The reports whose tests can be tries of each other's: by try, in their order, the reports of one try side by side.
    ///
    /// Those of one step, or named by hand, with the same labels, and with names that differ in nothing but a try; or those
    /// that a label says to be tries. Only named so, a later one is none if it holds a test that the first one lacks.
    static func groups(of reports: [Report]) -> [[[Int]]] {
        candidates(reports).filter { group in
            isDeclared(reports[group[0][0]])
                || !group.dropFirst().joined().contains { index in
                    lacks(group[0].map { reports[$0].tests ?? TestResults() }, some: reports[index].tests)
                }
        }
    }

    /// Those that names and labels allow to be tries, whatever they hold.
    static func candidates(_ reports: [Report]) -> [[[Int]]] {
        var groups: [Key: [Int: [Int]]] = [:]
        // By index: a copy of every report would cost more than most are worth.
        for index in reports.indices where reports[index].tests != nil {
            groups[Key(reports[index]), default: [:]][number(reports[index]), default: []].append(index)
        }
        return groups.values.filter { $0.count > 1 }.map { tries in
            tries.sorted { $0.key < $1.key }.map(\.value)
        }.sorted { $0[0][0] < $1[0][0] }
    }

    /// Whether a label says that a report is a try: the configuration's, or the one by which a run marks a step's tries.
    static func isDeclared(_ report: Report) -> Bool {
        report.labels[Report.attemptLabel] != nil || report.labels[Report.tryLabel] != nil
    }

    /// Identities of passed tests of a later try that the first one lacks.
    static func strangers(_ first: [TestResults], in later: TestResults) -> [UInt64] {
        let known = Set(first.flatMap { $0.cases.map(\.identity) + $0.passed })
        return later.passed.filter { !known.contains($0) }
    }

    private static func lacks(_ first: [TestResults], some later: TestResults?) -> Bool {
        guard let later else { return false }
        let known = Set(first.flatMap { $0.cases.map(\.identity) + $0.passed })
        return later.cases.contains { !known.contains($0.identity) } || later.passed.contains { !known.contains($0) }
    }

    private struct Key: Hashable {
        let step: String?
        let labels: Labels
        let name: String?

        init(_ report: Report) {
            labels = report.labels.filter { $0.key != Report.attemptLabel && $0.key != Report.tryLabel }
            // A label that says so outweighs names: another step may be the second try.
            let isDeclared = report.labels[Report.attemptLabel] != nil
            step = isDeclared ? nil : report.step
            // What a run has seen itself needs no name: the tries of a step are those of the same tests.
            name = TestTries.isDeclared(report) ? nil : TestTries.parsed(report.path).context
        }
    }

    /// By a label, else as the name says.
    private static func number(_ report: Report) -> Int {
        guard let label = report.labels[Report.attemptLabel] ?? report.labels[Report.tryLabel] else {
            return parsed(report.path).number
        }
        return Int(label) ?? 0
    }

    /// The path without words for a try and the numbers behind them (`attempt-2/junit.xml` is `junit/xml`), and which try
    /// it names: 0 for none; words without a number count as 1, and all of them add up.
    static func parsed(_ path: String) -> (context: String, number: Int) {
        var parts: [String] = []
        var number = 0
        var isBehindWord = false
        for part in path.lowercased().utf8.split(whereSeparator: isSeparator).map({ String(Substring($0)) }) {
            let digits = part.utf8.drop { !isDigit($0) }
            let isNumbered = digits.allSatisfy(isDigit)
            let word = String(part.utf8.prefix { !isDigit($0) }) ?? ""
            let isNumber = word.isEmpty && isNumbered
            if words.contains(word), isNumbered {
                isBehindWord = digits.isEmpty
                number += isBehindWord ? 1 : count(String(Substring(digits)))
            } else {
                if isBehindWord, isNumber {
                    number += count(part) - 1
                } else {
                    parts.append(part)
                }
                isBehindWord = false
            }
        }
        return (parts.joined(separator: "/"), number)
    }

    /// Bounded, so that no name can overflow a sum.
    private static func count(_ digits: String) -> Int { min(Int(digits) ?? 1, 1_000_000) }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

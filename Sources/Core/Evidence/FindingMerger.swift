/// Makes one of each problem in code, however often it is reported.
///
/// Two findings are one problem when their rule and place are the same, and the tool's fingerprint or else the message.
struct FindingMerger {
    private var merged: [MergedFinding] = []
    private var places: [Identity: Int] = [:]

    /// What makes two findings one problem.
    private struct Identity: Hashable {
        let rule: String
        let file: String?
        let line: Int?
        let column: Int?
        let fingerprint: String?
        /// Empty where the tool has a fingerprint.
        let message: [UInt8]

        init(_ finding: Finding) {
            rule = finding.rule
            file = finding.file
            line = finding.line
            column = finding.column
            fingerprint = finding.fingerprint
            message = finding.fingerprint == nil ? FindingMerger.telling(finding) : []
        }
    }

    /// Makes room for so many problems: large values, which it is better not to move as they become more.
    init(room: Int = 0) { merged.reserveCapacity(room) }

    /// Adds one of some findings; in its place, as a copy of each would cost more than the rest.
    mutating func add(_ findings: [Finding], at place: Int) {
        let identity = Identity(findings[place])
        if let known = places[identity] {
            merged[known].add(findings[place])
        } else {
            places[identity] = merged.count
            merged.append(MergedFinding(findings[place]))
        }
    }

    /// Gives what was merged away, so that nobody else holds it.
    mutating func take() -> [MergedFinding] {
        var taken: [MergedFinding] = []
        swap(&taken, &merged)
        places = [:]
        return taken
    }

    /// The message without white space, and without numbers where the place is known: there they are counts and columns,
    /// which tools state differently.
    private static func telling(_ finding: Finding) -> [UInt8] {
        let keepsDigits = finding.line == nil
        return finding.message.utf8.filter { $0 > 0x20 && (keepsDigits || !(0x30...0x39).contains($0)) }
    }
}

/// Makes one of each problem in code, however often it is reported.
///
/// Two findings are one problem when their rule and place are the same, and the tool's fingerprint or else the message.
struct FindingMerger {
    private var merged: [MergedFinding] = []
    private var index = HashIndex()

    /// Makes room for so many problems: large values, which it is better not to move as they become more.
    init(room: Int = 0) { merged.reserveCapacity(room) }

    /// Adds one of some findings; in its place, as a copy of each would cost more than the rest.
    mutating func add(_ findings: [Finding], at place: Int) {
        let known = index.number(of: Self.hash(findings[place]), else: merged.count) {
            Self.isSame(merged[$0].finding, findings[place])
        }
        if known < merged.count {
            merged[known].add(findings[place])
        } else {
            merged.append(MergedFinding(findings[place]))
        }
    }

    /// Gives what was merged away, so that nobody else holds it.
    mutating func take() -> [MergedFinding] {
        var taken: [MergedFinding] = []
        swap(&taken, &merged)
        index.removeAll()
        return taken
    }

    private static func hash(_ finding: Finding) -> Int {
        var hash = KeyedHash()
        hash.combine(finding.rule)
        if let file = finding.file { hash.combine(file) }
        hash.combine(finding.line ?? -1)
        hash.combine(finding.column ?? -1)
        if let fingerprint = finding.fingerprint {
            hash.combine(fingerprint)
        } else {
            for byte in telling(finding) { hash.combine(Int(byte)) }
        }
        return hash.value
    }

    /// What was merged keeps its rule and place, and a message that tells as much as the first.
    private static func isSame(_ left: Finding, _ right: Finding) -> Bool {
        guard left.line == right.line, left.column == right.column, left.rule == right.rule, left.file == right.file
        else { return false }
        if left.fingerprint != nil || right.fingerprint != nil { return left.fingerprint == right.fingerprint }
        return telling(left).elementsEqual(telling(right))
    }

    /// The message without white space, and without numbers where the place is known: there they are counts and columns,
    /// which tools state differently.
    private static func telling(_ finding: Finding) -> some Sequence<UInt8> {
        let keepsDigits = finding.line == nil
        return finding.message.utf8.lazy.filter { $0 > 0x20 && (keepsDigits || !(0x30...0x39).contains($0)) }
    }
}

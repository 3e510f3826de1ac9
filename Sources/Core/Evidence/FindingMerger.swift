/// Makes one of each problem in code, however often it is reported.
///
/// Two findings are one problem when their rule and place are the same, and the tool's fingerprint or else the message.
struct FindingMerger {
    private var merged: [MergedFinding] = []
    private var index = HashIndex()

    mutating func add(_ finding: Finding) {
        let place = index.number(of: Self.hash(finding), else: merged.count) {
            Self.isSame(merged[$0].finding, finding)
        }
        if place < merged.count {
            merged[place].add(finding)
        } else {
            merged.append(MergedFinding(finding))
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
        var hasher = Hasher()
        combine(finding.rule, into: &hasher)
        if let file = finding.file { combine(file, into: &hasher) }
        hasher.combine(finding.line)
        hasher.combine(finding.column)
        if let fingerprint = finding.fingerprint {
            combine(fingerprint, into: &hasher)
        } else {
            for byte in telling(finding) { hasher.combine(byte) }
        }
        return hasher.finalize()
    }

    /// The bytes as they are: what a text looks like costs more than all the rest of a judgement.
    private static func combine(_ text: String, into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
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

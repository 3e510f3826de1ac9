/// Makes one of each problem in code, however often it is reported: an open hash table over what was merged so far.
///
/// Two findings are one problem when their rule and place are the same, and the tool's fingerprint or else the message.
struct FindingMerger {
    private var merged: [MergedFinding] = []
    private var hashes: [Int] = []
    /// Places in `merged`, from 1; 0 where the slot is free.
    ///
    /// Always a power of two, and never more than half full.
    private var table: [UInt32] = Array(repeating: 0, count: 64)

    mutating func add(_ finding: Finding) {
        if merged.count * 2 >= table.count { grow() }
        let hash = Self.hash(finding)
        let mask = table.count - 1
        var slot = hash & mask
        while table[slot] != 0 {
            let place = Int(table[slot]) - 1
            if hashes[place] == hash, Self.isSame(merged[place].finding, finding) {
                merged[place].add(finding)
                return
            }
            slot = (slot + 1) & mask
        }
        merged.append(MergedFinding(finding))
        hashes.append(hash)
        table[slot] = UInt32(merged.count)
    }

    /// Gives what was merged away, so that nobody else holds it.
    mutating func take() -> [MergedFinding] {
        var taken: [MergedFinding] = []
        swap(&taken, &merged)
        return taken
    }

    private mutating func grow() {
        table = Array(repeating: 0, count: table.count * 4)
        let mask = table.count - 1
        for (place, hash) in hashes.enumerated() {
            var slot = hash & mask
            while table[slot] != 0 { slot = (slot + 1) & mask }
            table[slot] = UInt32(place + 1)
        }
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

/// Replaces what points at people in dumps, and keeps account of it.
package struct Masker {
    package enum Form: String, Sendable, Hashable, CaseIterable {
        case csv
        case jsonl
        case sql
    }

    private let pseudonyms: Pseudonyms
    /// By `COLUMN` or `TABLE.COLUMN`: they go before what a name speaks for.
    private let rules: [String: MaskRule]
    private let scanner = PersonalScanner(findsSynthetic: true)
    package internal(set) var tally = MaskTally()
    /// Whether the output is looked at for originals, in place of masking.
    private(set) var isChecking = false

    package init(key: [UInt8], rules: [String: MaskRule] = [:]) {
        pseudonyms = Pseudonyms(key: key)
        self.rules = rules
    }

    /// The number of a group of rows by their quasi-identifiers.
    private var group: UInt64 = 0
    /// Whether a column of this file is a quasi-identifier: without one there are no groups.
    private var hasQuasi = false

    mutating func column(_ table: String, _ name: String) -> String {
        let full = table.isEmpty ? name : "\(table).\(name)"
        guard tally.columns[full] == nil else { return full }
        let given = rules[full] ?? rules[name]
        let named = MaskRule.named(name)
        let rule = given ?? named
        let reason =
            given != nil
            ? "as told" : named != nil ? "by its name" : "nothing speaks for personal data; texts were scanned"
        tally.columns[full] = MaskTally.Column(
            name: full,
            rule: rule,
            reason: reason,
            isQuasi: MaskRule.isQuasi(name, rule)
        )
        tally.order.append(full)
        return full
    }

    /// Appends what stands for a value of a column.
    mutating func mask(
        _ value: UnsafeRawBufferPointer,
        _ column: inout MaskTally.Column,
        to output: inout [UInt8]
    ) {
        let start = output.count
        if let rule = column.rule {
            let identity = pseudonyms.identity(value)
            pseudonyms.append(value, identity, rule, to: &output)
            if rule != .keep, !value.isEmpty {
                column.masked += 1
                if rule.isDirect, value.count >= 4 { tally.remember(identity) }
            }
        } else if value.count >= 8 {
            maskInside(value, &column, to: &output)
        } else {
            output.append(contentsOf: value)
        }
        if column.isQuasi {
            hasQuasi = true
            var number: UInt64 = 7
            for place in start..<output.count { number = (number ^ UInt64(output[place])) &* 0x0000_0100_0000_01B3 }
            group = group &* 31 &+ number
        }
    }

    mutating func maskInside(
        _ value: UnsafeRawBufferPointer,
        _ column: inout MaskTally.Column,
        to output: inout [UInt8]
    ) {
        var end = 0
        for finding in scanner.scan(value).findings {
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: value[end..<finding.range.lowerBound]))
            let inner = UnsafeRawBufferPointer(rebasing: value[finding.range])
            let identity = pseudonyms.identity(inner)
            pseudonyms.append(inner, identity, MaskRule(finding.kind), to: &output)
            tally.remember(identity)
            column.inside[finding.kind, default: 0] += 1
            end = finding.range.upperBound
        }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: value[end...]))
    }

    /// Looks whether a value of the output was in the input; of a text that stayed but for what was found in it, also whether
    /// something inside of it was.
    mutating func check(_ value: UnsafeRawBufferPointer, _ rule: MaskRule?) {
        guard rule != .keep, value.count >= 4 else { return }
        tally.lookFor(pseudonyms.identity(value))
        guard rule == nil, value.count >= 8 else { return }
        for finding in scanner.scan(value).findings where finding.range.count < value.count {
            tally.lookFor(pseudonyms.identity(UnsafeRawBufferPointer(rebasing: value[finding.range])))
        }
    }

    mutating func endRow() {
        tally.rows += 1
        guard hasQuasi else { return }
        if tally.groups.count < 5_000_000 || tally.groups[group] != nil { tally.groups[group, default: 0] += 1 }
        group = 0
    }

    /// Hands over a piece of output once it is large.
    func flush(_ output: inout [UInt8], _ write: ([UInt8]) throws -> Void) throws {
        guard output.count > 1 << 20 else { return }
        try write(output)
        output.removeAll(keepingCapacity: true)
    }

    /// Ends a file.
    mutating func endFile() {
        if isChecking { tally.lookForWaiting() } else { tally.rememberWaiting() }
        hasQuasi = false
    }

    /// From now on what is given is the output: how many values of it were direct identifiers of the input is counted.
    package mutating func beginCheck() { isChecking = true }
}

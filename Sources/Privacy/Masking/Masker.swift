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
            pseudonyms.append(value, rule, to: &output)
            if rule != .keep, !value.isEmpty {
                column.masked += 1
                if rule.isDirect, value.count >= 4 { tally.remember(pseudonyms.identity(value)) }
            }
        } else if value.count >= 8 {
            maskInside(value, &column, to: &output)
        } else {
            output.append(contentsOf: value)
        }
        if column.isQuasi {
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
            pseudonyms.append(inner, MaskRule(finding.kind), to: &output)
            tally.remember(pseudonyms.identity(inner))
            column.inside[finding.kind, default: 0] += 1
            end = finding.range.upperBound
        }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: value[end...]))
    }

    /// Looks whether a value of the output, or something inside of it, was in the input.
    mutating func check(_ value: UnsafeRawBufferPointer, isKept: Bool) {
        guard !isKept, value.count >= 4 else { return }
        if tally.originals.contains(pseudonyms.identity(value)) { tally.remaining += 1 }
        if value.count >= 8 {
            for finding in scanner.scan(value).findings where finding.range.count < value.count {
                let inner = UnsafeRawBufferPointer(rebasing: value[finding.range])
                if tally.originals.contains(pseudonyms.identity(inner)) { tally.remaining += 1 }
            }
        }
    }

    mutating func endRow() {
        tally.rows += 1
        if tally.groups.count < 5_000_000 || tally.groups[group] != nil { tally.groups[group, default: 0] += 1 }
        group = 0
    }

    /// From now on what is given is the output: how many values of it were direct identifiers of the input is counted.
    package mutating func beginCheck() { isChecking = true }
}

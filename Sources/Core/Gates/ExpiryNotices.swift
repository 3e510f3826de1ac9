/// What a verdict rests on and will soon rest on no more.
package enum ExpiryNotices {
    /// Days before the end of a waiver, and of a statement, from which on every report says so.
    package static let waiverDays = 7
    package static let statementDays = 14

    /// One sentence for each waiver and statement in use that ends soon; `now` in seconds since 1970.
    package static func banners(_ verdict: RunVerdict, now: Double) -> [String] {
        var notices: [String] = []
        for gate in verdict.gates {
            for criterion in gate.criteria {
                let name = "\(gate.gate.rawValue).\(criterion.criterion.path)"
                for cell in criterion.cells {
                    if case .waived(_, let waivers) = cell.judgement {
                        for waiver in waivers { notices.append(contentsOf: notice(waiver, name, now)) }
                    }
                    for statement in cell.judgement.statements {
                        notices.append(contentsOf: notice(statement, name, now))
                    }
                }
            }
        }
        var seen: Set<String> = []
        return notices.filter { seen.insert($0).inserted }
    }

    /// What to say of a waiver by itself: that it has expired, or will within days; nil where there is nothing to say.
    package static func warning(_ waiver: Waiver, now: Double) -> String? {
        if !waiver.isInForce(at: now) {
            return "this waiver expired on \(waiver.expires) and covers nothing; take it out"
        }
        return left(until: waiver.expires.end, now, waiverDays).map {
            "this waiver ends on \(waiver.expires), \($0); mend what it covers, or renew it"
        }
    }

    private static func notice(_ waiver: Waiver, _ name: String, _ now: Double) -> [String] {
        left(until: waiver.expires.end, now, waiverDays).map {
            ["the waiver of \(waiver.owner) for \(name) ends on \(waiver.expires), \($0)"]
        } ?? []
    }

    private static func notice(_ statement: AttestedStatement, _ name: String, _ now: Double) -> [String] {
        left(until: statement.expires, now, statementDays).map {
            [
                "the statement of \(statement.signer) on \(name) ends on \(AttestedStatement.lastDay(statement.expires)), \($0)"
            ]
        } ?? []
    }

    /// `in 3 days`, by days that begin at midnight UTC; nil where the last day is further away than that.
    private static func left(until end: Double, _ now: Double, _ days: Int) -> String? {
        guard let last = CalendarDay(containing: end - 1), let today = CalendarDay(containing: now),
            last.number - today.number <= days
        else { return nil }
        let left = max(0, last.number - today.number)
        return left == 0 ? "today" : left == 1 ? "tomorrow" : "in \(left) days"
    }
}

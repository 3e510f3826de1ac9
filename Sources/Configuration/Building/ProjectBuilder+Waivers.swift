import Core
import Criteria

extension ProjectBuilder {
    /// Gives each gate the waivers of its criteria; one that a gate does not allow, or that names nothing, is an error.
    func addWaivers(to gates: inout [Gate], partial: Bool) {
        for item in single("waivers")?.items ?? [] {
            for key in ["owner", "reason"] { mustSay(item[key], key) }
            if let today, let expires = item["expires"], let day = expires.day,
                day.number - today.number > Self.longestWaiver
            {
                error("a waiver holds for a year at most, and '\(day)' is further away", expires.node)
            }
            guard let written = item["criterion"], let text = written.text else { continue }
            let dot = text.firstIndex(of: ".") ?? text.endIndex
            guard let id = GateID(rawValue: String(text[..<dot])), dot < text.endIndex else {
                let names = GateID.allCases.map(\.rawValue)
                error(
                    "'\(text)' does not begin with the name of a gate: \(names.joined(separator: ", "))",
                    written.node,
                    suggestion: Resemblance.nearest(to: String(text[..<dot]), among: names)
                )
                continue
            }
            let path = String(text[text.index(after: dot)...])
            guard let waiver = waiver(item, path, written) else { continue }
            guard let index = gates.firstIndex(where: { $0.id == id }) else {
                if !partial { error("'\(id.rawValue)' is not configured, so there is nothing to waive", written.node) }
                continue
            }
            check(waiver, item, written, gates[index])
            gates[index].waivers.append(waiver)
        }
    }

    /// Days; as long as a signed statement may hold.
    private static let longestWaiver = 366

    /// An error for a text that a person has to write and that says nothing: not one letter or digit.
    func mustSay(_ reader: Reader?, _ key: String) {
        guard let reader, let text = reader.text, !text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
        error("'\(key)' says nothing", reader.node)
    }

    private func waiver(_ item: Reader, _ path: String, _ criterion: Reader) -> Waiver? {
        let labels = (item["labels"]?.entries ?? []).compactMap { entry in entry.value.text.map { (entry.name, $0) } }
        let (finding, owner, reason) = (item["finding"]?.text, item["owner"]?.text, item["reason"]?.text)
        guard let expires = item["expires"]?.day, let owner, let reason else { return nil }
        return Waiver(
            path: path,
            labels: Dictionary(labels) { first, _ in first },
            finding: finding,
            owner: owner,
            reason: reason,
            expires: expires,
            location: log.location(criterion.node.place)
        )
    }

    private func check(_ waiver: Waiver, _ item: Reader, _ written: Reader, _ gate: Gate) {
        if !gate.bypassAllowed {
            error(
                "'\(gate.id.rawValue)' allows no waiver; that takes 'bypass_allowed: true' in its 'enforcement'",
                written.node
            )
        }
        let paths = gate.criteria.map(\.path)
        if !paths.contains(waiver.path), !log.hasErrors {
            let suggestion = Resemblance.nearest(to: waiver.path, among: paths)
            error(
                "'\(gate.id.rawValue)' has no criterion '\(waiver.path)'",
                written.node,
                suggestion: suggestion.map { "\(gate.id.rawValue).\($0)" }
            )
        }
        let definition = Catalogue.definition(of: gate.id, path: waiver.path)
        guard let finding = item["finding"], let definition else { return }
        if definition.isMaximum {
            error(
                "'\(waiver.path)' is the largest value of all: taking one out says nothing of the next; waive it as a whole, "
                    + "raise the limit, or leave the file out in 'paths'",
                finding.node
            )
        } else if definition.dimension != .count {
            error("'\(waiver.path)' is not a count of findings, so none of them can be waived alone", finding.node)
        }
    }
}

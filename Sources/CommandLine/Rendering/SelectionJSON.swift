import Core
import Scanning
import Selection

/// A selection for programs; its members are described in docs/selection.md and only ever added to.
enum SelectionJSON {
    /// The strongest reasons of a test say it all.
    private static let reasonLimit = 5

    static func value(_ selection: Selection) -> JSON {
        let chosen = selection.prioritised
        let counts = selection.counts
        let omitted = selection.omitted
        return [
            "assay_select": 1,
            "all": JSON(selection.whole != nil),
            "reason": JSON(selection.whole),
            "base": JSON(selection.changes.base),
            "changed": JSON(selection.changes.files.map { JSON($0.path) }),
            "steps": JSON(steps(selection, chosen).map { JSON($0) }),
            "tests": JSON(chosen.compactMap { selection.items[$0].test }.unique.map { JSON($0) }),
            "chosen": JSON(counts.chosen),
            "total": JSON(counts.total),
            "proven": JSON(selection.proven),
            "components": JSON(selection.components.map { JSON($0) }),
            "pairs": JSON(selection.pairs.map { JSON($0) }),
            "critical_paths": JSON(selection.criticalPaths.map { JSON($0) }),
            "risk": selection.risk.map(risk) ?? .null,
            // Where everything runs there is one reason for all.
            "selected": JSON(selection.whole == nil ? chosen.map { item(selection, $0) } : []),
            "not_selected": JSON(omitted.map { left(selection, $0) }),
        ]
    }

    private static func steps(_ selection: Selection, _ chosen: [Int]) -> [String] {
        let places = Set(chosen.map { selection.items[$0].step })
        return selection.steps.indices.filter(places.contains).map { selection.steps[$0].name }
    }

    private static func item(_ selection: Selection, _ index: Int) -> JSON {
        let (item, grounds) = (selection.items[index], selection.choices[index].grounds)
        let strongest = grounds.sorted { $0.weight > $1.weight }.prefix(reasonLimit)
        return [
            "step": JSON(selection.steps[item.step].name),
            "test": JSON(item.test),
            "class": JSON(TestClass(selection.steps[item.step].kind).rawValue),
            "weight": JSON((Ground.weight(grounds) * 1000).rounded() / 1000),
            "reasons": JSON(
                strongest.map {
                    ["source": JSON($0.source.rawValue), "weight": JSON($0.weight), "text": JSON($0.words)]
                }
            ),
        ]
    }

    private static func left(_ selection: Selection, _ index: Int) -> JSON {
        let item = selection.items[index]
        var reason = ""
        if case .omitted(let words) = selection.choices[index] { reason = words }
        return ["step": JSON(selection.steps[item.step].name), "test": JSON(item.test), "reason": JSON(reason)]
    }

    static func risk(_ risk: RiskScore) -> JSON {
        [
            "score": JSON(risk.score),
            "parts": JSON(
                risk.parts.map {
                    [
                        "name": JSON($0.name), "points": JSON(($0.value * $0.weight * 10).rounded() / 10),
                        "of": JSON($0.weight), "text": JSON($0.words),
                    ]
                }
            ),
        ]
    }
}

import Core
import Scanning
import Selection

/// Why a test would run for this change, or would not, and what is known of it.
struct TestExplanation {
    let selection: Selection
    let index: Int

    /// The tests that a word means: by name, by file, or by the end of either.
    static func find(_ word: String, in selection: Selection) -> [Int] {
        let items = selection.items
        let exact = items.indices.filter { items[$0].test == word || items[$0].file == word }
        if !exact.isEmpty { return exact }
        return items.indices.filter { index in
            [items[index].test, items[index].file].compactMap(\.self).contains { $0.hasSuffix("/" + word) }
        }
    }

    /// Of the files that a test touches as many are shown.
    private static let limit = 20

    var lines: [String] {
        let item = selection.items[index]
        let step = selection.steps[item.step]
        var lines = ["\(selection.name(item))  (\(step.name), \(TestClass(step.kind).rawValue))"]
        let files = selection.changes.files
        lines.append(
            "by \(files.count == 1 ? "1 changed file" : "\(files.count) changed files") against \(selection.changes.base)"
        )
        if let whole = selection.whole {
            lines.append("  runs, as everything does: \(whole)")
        } else {
            switch selection.choices[index] {
            case .chosen(let grounds):
                let weight = (Ground.weight(grounds) * 100).rounded() / 100
                lines.append("  chosen, with a weight of \(weight):")
                lines += grounds.sorted { $0.weight > $1.weight }.map {
                    "    \($0.words) (\($0.source.rawValue) \($0.weight))"
                }
            case .omitted(let reason): lines.append("  not selected: \(reason)")
            }
        }
        if let past = selection.past[index] {
            let time = past.seconds.map { ", \(($0 * 100).rounded() / 100) s" } ?? ""
            lines.append("failed in \(past.failures) of the last \(past.runs) runs\(time)")
        }
        return lines + recorded(step.name, item.test)
    }

    private func recorded(_ step: String, _ test: String?) -> [String] {
        guard let map = selection.map, let (origin, commits) = map.origin(step: step, test: test) else {
            return ["no recording of what it touches: `assay run --learn` makes one"]
        }
        let files = map.files(step: step, test: test)
        let age =
            commits == 0
            ? "at the commit that is checked out" : commits == 1 ? "1 commit ago" : "\(commits) commits ago"
        var lines = [
            "recorded in run \(origin.run), \(age) (\(origin.commit.prefix(10))): it touches \(files.count) files"
        ]
        if let blind = map.blind(step: step, test: test) { lines.append("  not everything could be seen: \(blind)") }
        lines += files.prefix(Self.limit).map { "  \($0)" }
        return files.count > Self.limit ? lines + ["  … and \(files.count - Self.limit) more"] : lines
    }

    var json: JSON {
        let item = selection.items[index]
        let step = selection.steps[item.step].name
        let choice = selection.choices[index]
        var reason: String?
        if case .omitted(let words) = choice { reason = words }
        let origin = selection.map?.origin(step: step, test: item.test)
        return [
            "step": JSON(step), "test": JSON(item.test), "chosen": JSON(choice.isChosen), "all": JSON(selection.whole),
            "reason": JSON(reason), "weight": JSON(Ground.weight(choice.grounds)),
            "reasons": JSON(choice.grounds.map { ["source": JSON($0.source.rawValue), "text": JSON($0.words)] }),
            "recorded": origin.map {
                ["run": JSON($0.origin.run), "commit": JSON($0.origin.commit), "commits_ago": JSON($0.commits)]
            } ?? .null,
            "files": JSON((selection.map?.files(step: step, test: item.test) ?? []).map { JSON($0) }),
        ]
    }
}

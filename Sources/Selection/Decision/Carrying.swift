package import Core

/// Results of an earlier run that may stand for tests which are left out.
package struct CarryWish: Sendable, Hashable {
    package var carried: SelectionRecord.Carried
    /// What has changed since that run: it says nothing of these files.
    package var changed: Set<String>

    package init(carried: SelectionRecord.Carried, changed: Set<String>) {
        self.carried = carried
        self.changed = changed
    }
}

extension Selection {
    /// What earlier runs can answer for, of all that is left out: those in which the tests were recorded, where nothing that they
    /// touch has changed since.
    package var wishes: [CarryWish] {
        guard let map, whole == nil else { return [] }
        var standing: [Int: MapView.Standing] = [:]
        for index in omitted where !steps[items[index].step].prepares {
            let item = items[index]
            guard let found = map.standing(step: steps[item.step].name, test: item.test), !found.units.isEmpty else {
                continue
            }
            standing[index] = found
        }
        dropDivided(&standing)
        var groups: [Group: [Int]] = [:]
        for (index, found) in standing {
            groups[Group(origin: found.origin, step: items[index].step), default: []].append(index)
        }
        return groups.sorted { ($0.key.step, $1.key.origin.time) < ($1.key.step, $0.key.origin.time) }.compactMap {
            wish($0.value.sorted(), standing)
        }
    }

    private struct Group: Hashable {
        var origin: FileMap.Origin
        var step: Int
    }

    private struct Ran: Hashable {
        var origin: FileMap.Origin
        var unit: FileMap.Unit
    }

    /// Results of a unit are one piece: where one of its tests runs, or has another recording, it stands for none of them.
    private func dropDivided(_ standing: inout [Int: MapView.Standing]) {
        while true {
            var tests: [Ran: Int] = [:]
            for found in standing.values {
                for unit in found.units { tests[Ran(origin: found.origin, unit: unit), default: 0] += 1 }
            }
            let whole = standing.filter { _, found in
                found.units.allSatisfy { tests[Ran(origin: found.origin, unit: $0)] == $0.tests }
            }
            guard whole.count < standing.count else { return }
            standing = whole
        }
    }

    private func wish(_ own: [Int], _ standing: [Int: MapView.Standing]) -> CarryWish? {
        guard let first = own.first, let found = standing[first] else { return nil }
        let units = own.compactMap { standing[$0] }.flatMap(\.units).unique
        return CarryWish(
            carried: SelectionRecord.Carried(
                run: found.origin.run,
                commit: found.origin.commit,
                commits: found.commits,
                time: found.origin.time,
                step: steps[items[first].step].name,
                tests: own.compactMap { items[$0].test },
                units: units.map { SelectionRecord.Carried.Unit(step: $0.step, part: $0.part) }
            ),
            changed: found.changed
        )
    }
}

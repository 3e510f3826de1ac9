import Scanning
package import Selection

/// A map as lines of JSON: a head, the paths, and a line for each set of files with the tests that touched it.
package enum MapCodec {
    static let version = 2

    /// Of a map of one run.
    package static func encode(_ map: FileMap) -> [UInt8] {
        guard let origin = map.origins.first else { return [] }
        var bytes: [UInt8] = []
        let line = { (value: JSON) in bytes += Array(value.text(.compact).utf8) + [0x0A] }
        line([
            "assay_touched": JSON(version), "run": JSON(origin.run), "commit": JSON(origin.commit),
            "environment": JSON(origin.environment), "time": JSON(origin.time),
            "dirty": JSON(origin.dirty.map { JSON($0) }),
            "packages": JSON(origin.packages.map(\.rawValue).sorted().map { JSON($0) }),
        ])
        line(["paths": JSON(map.paths.map { JSON($0) })])
        var tests: [Int: [FileMap.Key]] = [:]
        for (key, entry) in map.entries { tests[entry.set, default: []].append(key) }
        for (index, set) in map.sets.enumerated() {
            let steps = Dictionary(grouping: tests[index] ?? [], by: \.step)
            for (step, keys) in steps.sorted(by: { $0.key < $1.key }) {
                let names = keys.compactMap(\.test).sorted()
                let isWhole = keys.contains { $0.test == nil }
                line([
                    "s": JSON(step), "w": JSON(isWhole), "t": JSON(names.map { JSON($0) }), "f": deltas(set.files),
                    "a": deltas(set.absent), "d": deltas(set.folders), "b": JSON(set.blind), "o": JSON(set.stale),
                    "h": JSON(set.hidesPackages),
                    "u": JSON(set.units.map { [JSON($0.step), JSON($0.part), JSON($0.tests)] }),
                ])
            }
        }
        return bytes
    }

    /// Each as what it is more than the one before: smaller numbers are shorter.
    private static func deltas(_ places: [Int32]) -> JSON {
        var last: Int32 = 0
        return JSON(
            places.map { place in
                defer { last = place }
                return JSON(Int(place - last))
            }
        )
    }
}

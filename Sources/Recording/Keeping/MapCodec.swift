import Scanning
package import Selection

/// A map as lines of JSON: a head, the paths, and a line for each set of files with the tests that touched it.
package enum MapCodec {
    private static let version = 1

    /// Of a map of one run.
    package static func encode(_ map: FileMap) -> [UInt8] {
        guard let origin = map.origins.first else { return [] }
        var bytes: [UInt8] = []
        let line = { (value: JSON) in bytes += Array(value.text(.compact).utf8) + [0x0A] }
        line([
            "assay_touched": JSON(version), "run": JSON(origin.run), "commit": JSON(origin.commit),
            "environment": JSON(origin.environment), "time": JSON(origin.time),
            "dirty": JSON(origin.dirty.map { JSON($0) }), "packages": JSON(origin.hasPackages),
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
                    "a": deltas(set.absent), "d": deltas(set.folders), "b": JSON(set.blind),
                    "u": JSON(set.units.map { [JSON($0.step), JSON($0.part), JSON($0.tests)] }),
                ])
            }
        }
        return bytes
    }

    /// nil where the bytes are no whole map: a map is proof, and half of one proves nothing.
    package static func decode(_ bytes: [UInt8]) -> FileMap? {
        guard bytes.last == 0x0A else { return nil }
        var map = FileMap()
        var origin: Int?
        var count: Int?
        for (number, line) in bytes.split(separator: 0x0A).enumerated() {
            guard let value = try? JSON(parsing: Array(line)) else { return nil }
            switch number {
            case 0:
                guard let read = head(value) else { return nil }
                origin = map.add(read)
            case 1:
                guard let paths = value["paths"]?.array?.compactMap(\.string) else { return nil }
                for path in paths { _ = map.place(of: path) }
                guard map.paths.count == paths.count else { return nil }
                count = paths.count
            default:
                guard let origin, let count, add(value, to: &map, origin, count) else { return nil }
            }
        }
        return count == nil ? nil : map
    }

    private static func head(_ value: JSON) -> FileMap.Origin? {
        guard value["assay_touched"]?.int == version, let run = value["run"]?.string,
            let commit = value["commit"]?.string, let environment = value["environment"]?.string,
            let time = value["time"]?.double
        else { return nil }
        let dirty = value["dirty"]?.array?.compactMap(\.string) ?? []
        return FileMap.Origin(
            run: run,
            commit: commit,
            environment: environment,
            time: time,
            dirty: dirty,
            hasPackages: value["packages"]?.bool ?? false
        )
    }

    private static func add(_ value: JSON, to map: inout FileMap, _ origin: Int, _ count: Int) -> Bool {
        guard let step = value["s"]?.string, let names = value["t"]?.array, let files = places(value["f"], count),
            let absent = places(value["a"], count), let folders = places(value["d"], count)
        else { return false }
        var touched = FileMap.Touched()
        (touched.files, touched.absent, touched.folders) = (files, absent, folders)
        touched.blind = value["b"]?.string
        touched.units = (value["u"]?.array ?? []).compactMap(unit)
        let set = map.add(touched)
        if value["w"]?.bool == true { map.record(FileMap.Key(step: step), origin: origin, set: set) }
        for name in names {
            guard let name = name.string else { return false }
            map.record(FileMap.Key(step: step, test: name), origin: origin, set: set)
        }
        return true
    }

    private static func unit(_ value: JSON) -> FileMap.Unit? {
        guard let fields = value.array, fields.count == 3, let step = fields[0].string, let tests = fields[2].int else {
            return nil
        }
        return FileMap.Unit(step: step, part: fields[1].string, tests: tests)
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

    private static func places(_ value: JSON?, _ count: Int) -> [Int32]? {
        guard let values = value?.array else { return nil }
        var places: [Int32] = []
        places.reserveCapacity(values.count)
        var last = 0
        for (index, value) in values.enumerated() {
            guard let delta = value.int, delta >= (index == 0 ? 0 : 1), delta < count else { return nil }
            last += delta
            guard last < count else { return nil }
            places.append(Int32(last))
        }
        return places
    }
}

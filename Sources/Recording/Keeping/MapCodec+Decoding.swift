package import Scanning
package import Selection

extension MapCodec {
    /// nil where the bytes are no whole map: a map is proof, and half of one proves nothing.
    package static func decode(_ bytes: [UInt8]) -> FileMap? { bytes.withUnsafeBytes { decode($0) } }

    package static func decode(_ bytes: Bytes) -> FileMap? {
        guard bytes.last == 0x0A else { return nil }
        var decoder = MapDecoder()
        do throws(ScanError) {
            var lines = 0
            try NDJSON.forEach(in: bytes) { line, _ throws(ScanError) in
                switch lines {
                case 0: try decoder.head(&line)
                case 1: try decoder.paths(&line)
                default: try decoder.set(&line)
                }
                lines += 1
            }
            return lines >= 2 ? decoder.map : nil
        } catch {
            return nil
        }
    }
}

/// Reads a map line by line.
private struct MapDecoder {
    private(set) var map = FileMap()
    private var origin = 0
    private var count = 0

    mutating func head(_ line: inout JSONReader) throws(ScanError) {
        var version: Int?
        var (run, commit, environment, time): (String?, String?, String?, Double?)
        var dirty: [String] = []
        var packages: Set<InstalledPackage.Kind> = []
        try line.readObject { key, json throws(ScanError) in
            switch key {
            case "assay_touched": version = try json.readInteger()
            case "run": run = try json.readString()
            case "commit": commit = try json.readString()
            case "environment": environment = try json.readString()
            case "time": time = try json.readDouble()
            case "dirty": dirty = try Self.strings(&json)
            case "packages": packages = Set(try Self.strings(&json).compactMap(InstalledPackage.Kind.init))
            default: try json.skipValue()
            }
        }
        guard version == MapCodec.version, let run, let commit, let environment, let time else {
            throw line.error("no head of a map", at: 0)
        }
        origin = map.add(
            FileMap.Origin(
                run: run,
                commit: commit,
                environment: environment,
                time: time,
                dirty: dirty,
                packages: packages
            )
        )
    }

    mutating func paths(_ line: inout JSONReader) throws(ScanError) {
        var read: [String]?
        try line.readObject { key, json throws(ScanError) in
            if key == "paths" { read = try Self.strings(&json) } else { try json.skipValue() }
        }
        for path in read ?? [] { _ = map.place(of: path) }
        guard let read, map.paths.count == read.count else { throw line.error("no list of paths", at: 0) }
        count = read.count
    }

    mutating func set(_ line: inout JSONReader) throws(ScanError) {
        var touched = FileMap.Touched()
        touched.hidesPackages = true
        var step: String?
        var names: [String] = []
        var isWhole = false
        let count = count
        try line.readObject { key, json throws(ScanError) in
            switch key {
            case "s": step = try json.readString()
            case "t": names = try Self.strings(&json)
            case "w": isWhole = try json.readBool()
            case "f": touched.files = try Self.places(&json, count)
            case "a": touched.absent = try Self.places(&json, count)
            case "d": touched.folders = try Self.places(&json, count)
            case "b": touched.blind = try json.stringOrSkip()
            case "o": touched.stale = try json.stringOrSkip()
            case "h": touched.hidesPackages = try json.readBool()
            case "u": touched.units = try Self.units(&json)
            default: try json.skipValue()
            }
        }
        guard let step else { throw line.error("no step", at: 0) }
        let set = map.add(touched)
        if isWhole { map.record(FileMap.Key(step: step), origin: origin, set: set) }
        for name in names { map.record(FileMap.Key(step: step, test: name), origin: origin, set: set) }
    }

    private static func strings(_ json: inout JSONReader) throws(ScanError) -> [String] {
        var all: [String] = []
        try json.readArray { json throws(ScanError) in all.append(try json.readString()) }
        return all
    }

    private static func units(_ json: inout JSONReader) throws(ScanError) -> [FileMap.Unit] {
        var units: [FileMap.Unit] = []
        try json.readArray { json throws(ScanError) in
            try json.beginArray()
            guard try json.nextElement() else { throw json.error("no unit", at: json.offset) }
            var unit = FileMap.Unit(step: try json.readString())
            if try json.nextElement() { unit.part = try json.stringOrSkip() }
            if try json.nextElement() { unit.tests = try json.readInteger() }
            while try json.nextElement() { try json.skipValue() }
            units.append(unit)
        }
        return units
    }

    /// Places that are written as what each is more than the one before.
    private static func places(_ json: inout JSONReader, _ count: Int) throws(ScanError) -> [Int32] {
        var places: [Int32] = []
        var last = 0
        try json.beginArray()
        while try json.nextElement() {
            let delta = try json.readInteger()
            guard delta >= (places.isEmpty ? 0 : 1), delta < count, last + delta < count else {
                throw json.error("a place that there is not", at: json.offset)
            }
            last += delta
            places.append(Int32(last))
        }
        return places
    }
}

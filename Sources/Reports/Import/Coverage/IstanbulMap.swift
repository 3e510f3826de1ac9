import Scanning

/// One of Istanbul's objects with an id as key; once settled, sorted by the ids, each of which occurs once.
struct IstanbulMap<Value> {
    private(set) var ids: [UInt64] = []
    private(set) var values: [Value] = []

    mutating func append(_ key: JSONReader.Key, _ value: Value) {
        ids.append(Self.id(key))
        values.append(value)
    }

    /// Ids are numbers in ascending order as all tools write them; other keys get a number that cannot be one of those.
    private static func id(_ key: JSONReader.Key) -> UInt64 {
        if !key.hasEscapes, key.raw.count == 1 || key.raw.first != UInt8(ascii: "0"), key.raw.count < 10,
            let number = key.raw.parseShortInt()
        {
            return UInt64(truncatingIfNeeded: number)
        }
        var text = key.string
        return text.withUTF8 { Bytes($0).digest } | 1 &<< 63
    }

    /// Of equal ids the last counts, as in any JSON object.
    mutating func settle() {
        if !zip(ids, ids.dropFirst()).contains(where: { $0 >= $1 }) { return }
        let order = ids.indices.sorted { (ids[$0], $0) < (ids[$1], $1) }
        var sortedIDs: [UInt64] = []
        var sortedValues: [Value] = []
        for (place, index) in order.enumerated() {
            if place + 1 < order.count, ids[order[place + 1]] == ids[index] { continue }
            sortedIDs.append(ids[index])
            sortedValues.append(values[index])
        }
        (ids, values) = (sortedIDs, sortedValues)
    }
}

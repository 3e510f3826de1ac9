import Chance

/// A table ready to be made: any of its rows can be written by itself, in any order and by any worker.
///
/// Nothing in it changes once it is compiled.
package final class CompiledTable: @unchecked Sendable {
    package let name: String
    package let rows: UInt64
    package internal(set) var columns: [Column] = []
    /// Columns that no two rows have all alike; none where there is no key of several.
    package internal(set) var key: [String] = []
    /// What words come from; of several, each row has one.
    let regions: [Region]
    private let regionDraw: Draw
    let people: PersonDraws

    init(name: String, rows: UInt64, regions: [Region], seed: UInt64) {
        self.name = name
        self.rows = rows
        self.regions = regions
        regionDraw = Draw(seed: seed, name, "region")
        people = PersonDraws(seed: seed, table: name)
    }

    @inline(__always)
    func region(_ row: UInt64) -> Int {
        regions.count == 1 ? 0 : Int(regionDraw.below(UInt64(regions.count), row))
    }
}

/// What all fields of a row agree on: the person, the place.
struct PersonDraws: Sendable {
    let first: Draw
    let last: Draw
    let city: Draw
    let street: Draw

    init(seed: UInt64, table: String) {
        first = Draw(seed: seed, table, "person.first")
        last = Draw(seed: seed, table, "person.last")
        city = Draw(seed: seed, table, "place.city")
        street = Draw(seed: seed, table, "place.street")
    }
}

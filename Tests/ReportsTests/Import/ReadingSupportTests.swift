import Core
import Scanning
import Testing

@testable import Reports

@Suite("what readers share")
struct ReadingSupportTests {
    @Test("things whose hashes are alike are told apart, also after the table has grown and been emptied")
    func hashIndex() {
        var index = HashIndex()
        for round in 0..<2 {
            let names = (0..<3_000).map { "\(round)-\($0)" }
            for (number, name) in names.enumerated() {
                #expect(index.number(of: number % 500, else: number) { names[$0] == name } == number)
            }
            for (number, name) in names.enumerated() {
                #expect(index.number(of: number % 500, else: names.count) { names[$0] == name } == number)
            }
            index.removeAll()
        }
    }

    @Test("a text is made once for the same bytes, wherever they stand")
    func textCache() {
        var cache = ValueCache<String>()
        var made = 0
        Array("one two one".utf8).withUnsafeBytes { bytes in
            let texts = [ByteRange(0, 3), ByteRange(4, 7), ByteRange(8, 11), ByteRange(0, 0)].map { range in
                cache.value(of: bytes.slice(range)) {
                    made += 1
                    return "<\(bytes.slice(range).string)>"
                }
            }
            #expect(texts == ["<one>", "<two>", "<one>", "<>"])
        }
        #expect(made == 3)
    }

    @Test("a long list gets room for what is likely to follow, and never more than sixteen times what it holds")
    func likelyGrowth() {
        func growth(_ count: Int, done: Int, of total: Int) -> Int {
            var list: [Int] = []
            while list.count < count || list.count < list.capacity { list.append(0) }
            let before = list.count
            list.reserveLikely(since: 0, done: done, of: total)
            return list.capacity * 10 / before
        }
        #expect(growth(100, done: 1, of: 1_000) == 10)
        #expect(growth(2_000, done: 0, of: 10) == 10)
        #expect((30..<34).contains(growth(2_000, done: 1_000, of: 3_000)))
        #expect((20..<24).contains(growth(2_000, done: 1_000, of: 1_001)))
        #expect((150..<164).contains(growth(2_000, done: 1, of: .max)))
    }

    @Test("marks of branches come out of their packed form as they went in, and no two branches become one")
    func packedMarks() {
        let packed = PackedMarks()
        let ids: [UInt64] = [0, 1, 1 << 32, 5 << 32 | 9, 0x3FFF << 32 | 0xFFFF, 1 << 16, .max, 1 << 63 | 77]
        let lists =
            [UInt32(1), 200, 70_000, .max].map { line in
                ids.flatMap { id in [false, true].map { BranchMark(line: line, id: id, isTaken: $0) } }
            } + [[]]
        let places = lists.map { list in
            var list = list
            return list.withUnsafeMutableBufferPointer { packed.pack($0) }
        }
        for (list, place) in zip(lists, places) {
            let found = packed.unpack(place)
            #expect(found.map(\.line) == list.map(\.line))
            #expect(found.map(\.rest) == list.map(\.rest))
        }
        #expect(Set(lists[0].map(\.rest)).count == lists[0].count)
    }
}

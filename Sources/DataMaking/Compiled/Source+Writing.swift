import Chance

extension CompiledTable {
    /// Writes the plain text of a column's value, without quotes; nothing for null.
    @inline(__always)
    func write(_ column: Int, _ row: UInt64, to sink: ByteSink) {
        write(columns[column].source, row, to: sink)
    }

    func write(_ source: Source, _ row: UInt64, to sink: ByteSink) {
        switch source {
        case .word(let word): word.write(row, self, to: sink)
        case .number(let number): sink.append(scaled: number.scaled(row, self), decimals: number.decimals)
        case .choice(let words, let choice, let draw): words.append(choice(draw.bits(row)), to: sink)
        case .sequence(let start, let step): sink.append(decimal: start &+ Int64(row) &* step)
        case .time(let time): time.write(row, self, to: sink)
        case .reference(let table, let column, let parent): table.write(column, parent.parent(row), to: sink)
        case .uuid(let draw): Self.writeUUID(draw, row, to: sink)
        case .boolean(let draw, let below): sink.append(draw.bits(row) < below ? "true" : "false")
        case .constant(let word): word.append(0, to: sink)
        case .permutedChoice(let words, let permutation): words.append(Int(permutation(row)), to: sink)
        case .pattern(let pattern): pattern.write(row, to: sink)
        case .grammar(let grammar): grammar.write(row, self, to: sink)
        case .conditional(let column, let branch, let sources):
            write(sources[branch[index(column, row)]], row, to: sink)
        case .join(let pieces):
            for piece in pieces {
                switch piece {
                case .text(let text): text.append(0, to: sink)
                case .column(let column): write(column, row, to: sink)
                }
            }
        }
    }

    private static func writeUUID(_ draw: Draw, _ row: UInt64, to sink: ByteSink) {
        let high = draw.bits(row &* 2) & ~0xF000 | 0x4000
        let low = draw.bits(row &* 2 &+ 1) & ~(0xC000 << 48) | 0x8000 << 48
        sink.append(hexadecimal: high >> 32, width: 8)
        sink.append(UInt8(ascii: "-"))
        sink.append(hexadecimal: high >> 16 & 0xFFFF, width: 4)
        sink.append(UInt8(ascii: "-"))
        sink.append(hexadecimal: high & 0xFFFF, width: 4)
        sink.append(UInt8(ascii: "-"))
        sink.append(hexadecimal: low >> 48, width: 4)
        sink.append(UInt8(ascii: "-"))
        sink.append(hexadecimal: low & 0xFFFF_FFFF_FFFF, width: 12)
    }

    // MARK: Values that other columns depend on

    /// Which of its values a column of a choice has.
    func index(_ column: Int, _ row: UInt64) -> Int {
        switch columns[column].source {
        case .choice(_, let choice, let draw): choice(draw.bits(row))
        case .permutedChoice(_, let permutation): Int(permutation(row))
        case .boolean(let draw, let below): draw.bits(row) < below ? 0 : 1
        case .word(let word): word.index(row, self)
        case .reference(let table, let column, let parent): table.index(column, parent.parent(row))
        default: 0
        }
    }

    /// Where a number stands in its distribution, from 0 to 1.
    func position(_ column: Int, _ row: UInt64) -> Double {
        if case .number(let number) = columns[column].source { number.position(row, self) } else { 0.5 }
    }

    /// Seconds since 1970 of a column of times.
    func seconds(_ column: Int, _ row: UInt64) -> Int64 {
        switch columns[column].source {
        case .time(let time): time.seconds(row, self)
        case .reference(let table, let column, let parent): table.seconds(column, parent.parent(row))
        default: 0
        }
    }
}

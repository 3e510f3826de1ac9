import Core

/// Puts lines into blocks as they come: the block at hand stays out of memory until a line of another one comes.
struct LineSink {
    private let output: UnsafeMutablePointer<LineBlock>
    /// How many blocks have been put down.
    private(set) var filled = 0
    /// The block of the last line; it holds no line at first.
    private(set) var open: LineBlock

    /// Continues the block at hand; the output has room for as many blocks as lines are added.
    @inline(__always)
    init(_ output: UnsafeMutablePointer<LineBlock>, open: LineBlock) {
        self.output = output
        self.open = open
    }

    @inline(__always)
    mutating func add(_ line: UInt32, isCovered: Bool) {
        let number = LineBlock.number(of: line)
        if number != open.number {
            if open.coverable != 0 {
                (output + filled).initialize(to: open)
                filled &+= 1
            }
            open = LineBlock(number: number)
        }
        open.add(line, isCovered: isCovered)
    }
}

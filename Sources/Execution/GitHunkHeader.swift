/// The head of a hunk: `@@ -12,3 +14 @@`, which lines it takes the place of and which it makes.
struct GitHunkHeader {
    struct Extent {
        /// The first line; the one before it where there is none.
        var start: UInt32
        var count: Int

        /// nil for no line.
        var lines: ClosedRange<UInt32>? {
            guard count > 0, let more = UInt32(exactly: count - 1) else { return nil }
            let (end, overflow) = start.addingReportingOverflow(more)
            return overflow || start == 0 ? nil : start...end
        }
    }

    var removed: Extent
    var added: Extent

    init?(_ text: [UInt8]) {
        var index = 3
        guard let removed = Self.extent(text, "-", &index), let added = Self.extent(text, "+", &index),
            text[index...].starts(with: "@@".utf8)
        else { return nil }
        self.removed = removed
        self.added = added
    }

    /// Reads `-12,3 ` or `-12 `.
    private static func extent(_ text: [UInt8], _ sign: Unicode.Scalar, _ index: inout Int) -> Extent? {
        guard index < text.count, text[index] == UInt8(ascii: sign) else { return nil }
        index += 1
        guard let start = number(text, &index), let start = UInt32(exactly: start) else { return nil }
        var count = 1
        if index < text.count, text[index] == UInt8(ascii: ",") {
            index += 1
            guard let given = number(text, &index) else { return nil }
            count = given
        }
        guard index < text.count, text[index] == UInt8(ascii: " ") else { return nil }
        index += 1
        let extent = Extent(start: start, count: count)
        return count == 0 || extent.lines != nil ? extent : nil
    }

    private static func number(_ text: [UInt8], _ index: inout Int) -> Int? {
        let start = index
        var value = 0
        while index < text.count, text[index] &- 0x30 <= 9, index - start < 10 {
            value = value * 10 + Int(text[index] &- 0x30)
            index += 1
        }
        return index > start ? value : nil
    }
}

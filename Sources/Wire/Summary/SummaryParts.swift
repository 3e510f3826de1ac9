package import Core
package import Scanning

/// The reports of a large summary, taken apart where `SummaryCodec` ends its lines, so that they can be read side by side.
///
/// Each report is a line of its own. A summary that is laid out in another way has no parts and is read from front to end.
package struct SummaryParts: Sendable {
    /// Where the list of the reports lies, brackets included.
    package let list: ByteRange
    /// Neighbouring reports: each part so large that it is worth a task of its own.
    package let parts: [[ByteRange]]

    /// Smaller summaries are read before a second task has begun.
    package static let smallest = 1 << 20

    /// nil for a summary that is small, or not laid out by Assay.
    package init?(_ bytes: Bytes, count: Int, smallest: Int = SummaryParts.smallest) {
        guard bytes.count >= smallest, count > 0 else { return nil }
        var lines = LineScanner(bytes)
        guard let start = Self.start(&lines, bytes) else { return nil }
        var parts: [[ByteRange]] = [[]]
        let share = (bytes.count - start) / count + 1
        var filled = 0
        while let line = lines.nextRange() {
            let text = bytes.slice(line)
            guard text.hasPrefix("{") else { return nil }
            let (length, isLast) = Self.element(text)
            guard length > 0 else { return nil }
            if filled >= share {
                parts.append([])
                filled = 0
            }
            parts[parts.count - 1].append(ByteRange(line.start, line.start + length))
            filled += length
            guard isLast else { continue }
            self.parts = parts
            list = ByteRange(start, line.start + length + 1)
            return
        }
        return nil
    }

    /// Where the list of the reports begins; nil where anything but a run and its steps stands before it.
    private static func start(_ lines: inout LineScanner, _ bytes: Bytes) -> Int? {
        for beginning: StaticString in ["{\"assay_summary\":", "\"run\":{", "\"steps\":["] {
            guard let line = lines.nextRange(), bytes.slice(line).hasPrefix(beginning) else { return nil }
        }
        while let line = lines.nextRange() {
            let text = bytes.slice(line)
            if text.equals("\"reports\":[") { return line.end - 1 }
            guard text.hasPrefix("{") else { return nil }
        }
        return nil
    }

    /// The length of the object that a line begins with; 0 where the line does not end as one of the list does.
    private static func element(_ line: Bytes) -> (length: Int, isLast: Bool) {
        let end = line.slice(ByteRange(line.count - 3, line.count))
        if end.equals("}],") || end.equals("}]}") { return (line.count - 2, true) }
        return end.dropping(1).equals("},") ? (line.count - 1, false) : (0, false)
    }

    /// Reads the reports of one part; nil where something is wrong with one of them, which reading it all will tell.
    package func reports(_ part: [ByteRange], in bytes: Bytes, _ memory: WireMemory) -> [Report]? {
        // So that all parts together hold no more lines than a summary may.
        memory.lines = LineRangeReader(limit: LineRangeReader.maximumLines / max(1, parts.count))
        var reports: [Report] = []
        reports.reserveCapacity(part.count)
        do throws(ScanError) {
            for range in part {
                var json = try JSONReader(document: bytes, range: range)
                reports.append(try Report.read(&json, memory))
                try json.finish()
            }
            return reports
        } catch {
            return nil
        }
    }
}

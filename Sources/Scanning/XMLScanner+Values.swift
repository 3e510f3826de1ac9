extension XMLScanner {
    private var source: XMLSource { state.pointee.source }

    /// The raw bytes of a range of this document.
    @inline(__always)
    package func bytes(_ range: ByteRange) -> Bytes {
        Bytes(start: source.base + range.start, count: range.count)
    }

    /// A name without its namespace prefix: `testcase` of `j:testcase`.
    package func localName(_ name: ByteRange) -> Bytes {
        var index = name.end
        while index > name.start, source.base[index &- 1] != UInt8(ascii: ":") { index &-= 1 }
        return bytes(ByteRange(index, name.end))
    }

    /// The text of a range: references decoded (not in CDATA), line ends as LF; at most `limit` bytes of source.
    package func string(of range: ByteRange, isCDATA: Bool = false, limit: Int = .max) -> String {
        source.decode(source.cut(range, limit), references: !isCDATA, flattenSpace: false)
    }

    /// The value of an attribute: references decoded, each tab and line end a space.
    package func string(ofAttribute range: ByteRange, limit: Int = .max) -> String {
        source.decode(source.cut(range, limit), references: true, flattenSpace: true)
    }

    /// Whether a text holds nothing but white space.
    package func isBlank(_ range: ByteRange) -> Bool { source.skipSpace(from: range.start) >= range.end }

    /// After a start: the text of the element with all its descendants, the scan then behind its end tag.
    ///
    /// Collects at most about `limit` bytes and skips the rest.
    package mutating func readText(limit: Int = 1 << 20) throws(ScanError) -> String {
        let level = depth
        var text = ""
        while true {
            switch try next() {
            case .text(let range, let isCDATA):
                let room = limit - text.utf8.count
                if room > 0 { text += string(of: range, isCDATA: isCDATA, limit: room) }
            case .end where depth < level: return text
            case .eof: return text
            default: break
            }
        }
    }

    /// After a start: skips the element's content; the scan is then behind its end tag.
    package mutating func skipElement() throws(ScanError) {
        let level = depth
        while true {
            switch try nextTag() {
            case .end where depth < level: return
            case .eof: return
            default: break
            }
        }
    }
}

/// What a scan remembers between events; behind one pointer, so that a scanner is as cheap to pass as a number.
struct XMLScannerState {
    let source: XMLSource
    /// Where the text begins, behind a byte order mark.
    let textStart: Int
    var cursor: Int
    var depth = 0
    var attributeCount = 0
    /// So many names at the beginning of the attribute buffer are known to differ from each other.
    var distinctAttributes = 0
    var pendingEnd = false
    var rootSeen = false
    var doctypeSeen = false
    /// The name of the last start tag: the next one is likely the same.
    var lastName = ByteRange(0, 0)
    var stack: ScratchBuffer<ByteRange>
    var attributes: ScratchBuffer<XMLScanner.Attribute>
    /// The names of the entities that the document's own DTD declares.
    var declaredEntities: [ByteRange] = []
    var failure: ScanError?
    let transcoded: TranscodedText?
    /// Takes bytes that lie ahead: reading them early hides the time that memory takes to bring a new page.
    var ahead: UInt8 = 0

    init(_ text: Bytes, start: Int, owner: TranscodedText?) {
        stack = ScratchBuffer(capacity: 64)
        attributes = ScratchBuffer(capacity: 64)
        let address = text.baseAddress ?? UnsafeRawPointer(stack.pointer)
        source = XMLSource(base: address.assumingMemoryBound(to: UInt8.self), count: text.count)
        textStart = start
        cursor = start
        transcoded = owner
    }

    @inline(__always)
    mutating func next() throws(ScanError) -> XMLScanner.Event {
        if pendingEnd {
            pendingEnd = false
            depth &-= 1
            return .end(name: stack.pointer[depth])
        }
        attributeCount = 0
        do throws(ScanError) {
            return try advance()
        } catch {
            let final = explained(error)
            failure = final
            cursor = source.count
            throw final
        }
    }

    @inline(__always)
    mutating func closeEmptyElement() {
        guard pendingEnd else { return }
        pendingEnd = false
        depth &-= 1
    }

    @inline(__always)
    mutating func nextTag() throws(ScanError) -> XMLScanner.Event {
        while true {
            // The indentation between two tags, which is nearly all text that lies there.
            if !pendingEnd, depth > 0 {
                var index = cursor
                while index < source.count, XMLSource.isSpace(source.base[index]) { index &+= 1 }
                if index < source.count, source.base[index] == UInt8(ascii: "<") { cursor = index }
            }
            let event = try next()
            if case .text = event { continue }
            return event
        }
    }

    private mutating func advance() throws(ScanError) -> XMLScanner.Event {
        let source = source
        while cursor < source.count {
            guard source.base[cursor] == UInt8(ascii: "<") else {
                if depth == 0 {
                    try skipMisc()
                    continue
                }
                let start = cursor
                cursor = try source.scanCharacters(from: start)
                return .text(ByteRange(start, cursor), isCDATA: false)
            }
            switch cursor &+ 1 < source.count ? source.base[cursor &+ 1] : 0 {
            case UInt8(ascii: "/"): return try scanEndTag()
            case UInt8(ascii: "!"):
                if let event = try scanDeclaration() { return event }
            case UInt8(ascii: "?"): try skipInstruction()
            default: return try scanStartTag()
            }
        }
        if let failure { throw failure }
        if depth > 0 { throw unclosed() }
        if !rootSeen { throw source.error("no root element: the document is empty", at: source.count) }
        return .eof
    }

    private func unclosed() -> ScanError {
        let name = stack.pointer[depth - 1]
        let position = TextPosition(offset: name.start - 1, in: source.bytes)
        return source.error(
            "the document ends inside element '\(source.shown(name))', opened at \(position)",
            at: source.count
        )
    }

    /// Says of an unknown entity that the document's DTD declares it.
    private func explained(_ error: ScanError) -> ScanError {
        guard !declaredEntities.isEmpty, error.offset < source.count, source.base[error.offset] == UInt8(ascii: "&"),
            let end = source.bytes.firstIndex(of: UInt8(ascii: ";"), from: error.offset)
        else { return error }
        let name = ByteRange(error.offset + 1, end)
        guard declaredEntities.contains(where: { $0.count == name.count && source.matches($0.start, name) }) else {
            return error
        }
        return source.error(
            "entity '\(source.shown(name))' is declared in the document; Assay never expands or fetches entities",
            at: error.offset
        )
    }
}

/// A pull scanner for XML 1.0 over bytes: no allocation per event, checked for well-formedness as it goes.
///
/// ```
/// var xml = try XMLScanner(bytes)
/// while true {
///     switch try xml.next() {
///     case .start(let name, _) where xml.bytes(name).equals("testcase"): let time = xml.double("time")
///     case .text(let range, let isCDATA): output += xml.string(of: range, isCDATA: isCDATA)
///     case .eof: return
///     default: break
///     }
/// }
/// ```
/// A document counts as read only once `next()` has returned `.eof`; whatever stops before is an error with offset,
/// line and column. Nothing is ever fetched and no declared entity is ever expanded. Encodings: UTF-8 in place;
/// UTF-16, ISO-8859-1 and windows-1252 (also under the name us-ascii) are transcoded first, and ranges and offsets
/// then refer to the transcoded text. Namespaces are not resolved; `localName(_:)` drops a prefix.
package struct XMLScanner: ~Copyable {
    /// What the document holds next.
    package enum Event: Hashable, Sendable {
        /// A start tag. An empty element (`<a/>`) says `selfClosing` and is still followed by its `end`.
        case start(name: ByteRange, selfClosing: Bool)
        case end(name: ByteRange)
        /// A run of character data up to the next tag, comment or CDATA section, white space included.
        case text(ByteRange, isCDATA: Bool)
        /// The document was complete and well-formed.
        case eof
    }

    /// An attribute of the last start tag; `value` is the raw text between the quotes.
    package struct Attribute: Hashable, Sendable, BitwiseCopyable {
        package let name: ByteRange
        package let value: ByteRange
    }

    /// Elements may be nested this deep.
    package static let maximumDepth = 10_000
    /// A start tag may have this many attributes.
    package static let maximumAttributes = 100_000

    let state: UnsafeMutablePointer<XMLScannerState>

    /// Prepares a scan; the bytes must outlive the scanner.
    ///
    /// Throws where the encoding cannot be read.
    package init(_ bytes: Bytes) throws(ScanError) {
        let (text, start, owner) = try XMLEncoding.prepare(bytes)
        state = .allocate(capacity: 1)
        state.initialize(to: XMLScannerState(text, start: start, owner: owner))
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// The next event.
    ///
    /// After an error every further call throws the same error.
    package mutating func next() throws(ScanError) -> Event { try state.pointee.next() }

    /// The next event that is no text; what text lies before it is checked all the same.
    package mutating func nextTag() throws(ScanError) -> Event { try state.pointee.nextTag() }

    /// Takes the `end` that follows the start of an empty element; the same as `next()` there, for the price of nothing.
    package mutating func closeEmptyElement() { state.pointee.closeEmptyElement() }

    /// The document as UTF-8: the bytes given, or their transcoded form.
    package var document: Bytes { state.pointee.source.bytes }

    /// How many elements are open.
    package var depth: Int { state.pointee.depth }

    /// Where the scan is: the offset behind the last event.
    package var offset: Int { state.pointee.cursor }

    /// An error of this document, for a consumer that finds the content wrong.
    package func error(_ message: String, at offset: Int) -> ScanError { ScanError(message, at: offset, in: document) }
}

import Glibc

/// libxml2's reader interface, loaded while the test runs; nil where the library is not installed.
struct LibXML2: @unchecked Sendable {
    private typealias Open =
        @convention(c) (UnsafeRawPointer?, CInt, UnsafePointer<CChar>?, UnsafePointer<CChar>?, CInt) -> OpaquePointer?
    private typealias Ask = @convention(c) (OpaquePointer?) -> CInt
    private typealias Text = @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>?
    private typealias Close = @convention(c) (OpaquePointer?) -> Void

    private let open: Open
    private let close: Close
    private let advance: Ask
    private let kind: Ask
    private let isEmpty: Ask
    private let nextAttribute: Ask
    private let name: Text
    private let value: Text

    static let shared = LibXML2()

    private init?() {
        guard let library = dlopen("libxml2.so.2", RTLD_NOW) else { return nil }
        func symbol<Function>(_ name: String, _: Function.Type) -> Function? {
            dlsym(library, name).map { unsafeBitCast($0, to: Function.self) }
        }
        guard let open = symbol("xmlReaderForMemory", Open.self), let close = symbol("xmlFreeTextReader", Close.self),
            let advance = symbol("xmlTextReaderRead", Ask.self), let kind = symbol("xmlTextReaderNodeType", Ask.self),
            let isEmpty = symbol("xmlTextReaderIsEmptyElement", Ask.self),
            let nextAttribute = symbol("xmlTextReaderMoveToNextAttribute", Ask.self),
            let name = symbol("xmlTextReaderConstName", Text.self),
            let value = symbol("xmlTextReaderConstValue", Text.self)
        else { return nil }
        self.open = open
        self.close = close
        self.advance = advance
        self.kind = kind
        self.isEmpty = isEmpty
        self.nextAttribute = nextAttribute
        self.name = name
        self.value = value
    }

    /// No network, huge texts allowed, nothing printed (libxml/parser.h).
    private static let options: CInt = 1 << 11 | 1 << 19 | 1 << 5 | 1 << 6

    /// The document's events in the words of `XMLEvents`; nil for a document that libxml2 refuses.
    func events(_ document: [UInt8]) -> [String]? {
        document.withUnsafeBytes { bytes in
            guard let reader = open(bytes.baseAddress, CInt(bytes.count), nil, nil, Self.options) else { return nil }
            defer { close(reader) }
            var events = XMLEvents()
            while true {
                switch advance(reader) {
                case 1: node(reader, &events)
                case 0: return events.finished
                default: return nil
                }
            }
        }
    }

    /// The numbers are those of xmlReaderTypes (libxml/xmlreader.h).
    private func node(_ reader: OpaquePointer, _ events: inout XMLEvents) {
        switch kind(reader) {
        case 1:
            let element = text(name(reader))
            let closes = isEmpty(reader) == 1
            var attributes: [String] = []
            while nextAttribute(reader) == 1 { attributes.append(text(name(reader)) + "=" + text(value(reader))) }
            events.start(element, attributes)
            if closes { events.end(element) }
        case 15: events.end(text(name(reader)))
        // Fed in pieces, libxml2 leaves CR LF in a CDATA section; XML 1.0 (2.11) wants LF everywhere.
        case 4: events.text(text(value(reader)).replacing("\r\n", with: "\n"))
        case 3, 13, 14: events.text(text(value(reader)))
        default: break
        }
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}

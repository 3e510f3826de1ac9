package import Scanning

/// What a document is, told from its content: enough to choose an importer, without reading it.
package struct DocumentHead {
    /// The first element of an XML document.
    package struct Root {
        package var name: String
        package var attributes: [String] = []
        /// The name of the first element inside.
        package var firstChild: String?
    }

    /// A key of a JSON document's outermost object, with the keys of its value where that is an object too.
    package struct Member {
        package var key: String
        package var keys: [String] = []
        /// Where its value is a list: the keys of the list's first element.
        package var elementKeys: [String] = []
    }

    package enum Content {
        case xml(Root)
        case json([Member])
        /// Neither; the first line that is not blank.
        case text(Bytes)
    }

    package let content: Content
    /// Why the outline ends before the document does.
    package let failure: ScanError?
    /// Where a JSON document is a list: the keys of its first element.
    package private(set) var elementKeys: [String] = []

    package init(_ bytes: Bytes) {
        let start = Self.firstVisible(bytes)
        switch start < bytes.count ? bytes[start] : 0 {
        case UInt8(ascii: "<"): (content, failure) = Self.xml(bytes)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            (content, failure) = Self.json(bytes)
            elementKeys = Self.elementKeys(bytes)
        default:
            if Self.isUTF16(bytes) {
                (content, failure) = Self.xml(bytes)
            } else {
                var lines = LineScanner(bytes.dropping(start))
                content = .text(lines.next() ?? bytes.slice(ByteRange(0, 0)))
                failure = nil
            }
        }
    }

    package var root: Root? { if case .xml(let root) = content { root } else { nil } }

    package var members: [Member]? { if case .json(let members) = content { members } else { nil } }

    package func member(_ key: String) -> Member? { members?.first { $0.key == key } }

    /// A byte order mark or zero bytes, as only UTF-16 text has.
    static func isUTF16(_ bytes: Bytes) -> Bool {
        guard bytes.count >= 2 else { return false }
        return (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)
            || (bytes[0] == 0 && bytes[1] != 0) || (bytes[0] != 0 && bytes[1] == 0)
    }

    /// The offset of the first byte behind a byte order mark and white space.
    static func firstVisible(_ bytes: Bytes) -> Int {
        var index = bytes.hasPrefix("\u{FEFF}") ? 3 : 0
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
        return index
    }

    /// Looks at the beginning alone first: text in another encoding is transcoded as far as it is given.
    private static func xml(_ bytes: Bytes) -> (Content, ScanError?) {
        let (root, _) = outline(bytes.slice(ByteRange(0, 1 << 16)))
        if let root { return (.xml(root), nil) }
        let (whole, failure) = outline(bytes)
        return (.xml(whole ?? Root(name: "")), failure)
    }

    private static func outline(_ bytes: Bytes) -> (Root?, ScanError?) {
        var root: Root?
        do throws(ScanError) {
            var xml = try XMLScanner(bytes)
            while true {
                switch try xml.next() {
                case .start(let name, _):
                    let local = xml.localName(name).string
                    if root != nil {
                        root?.firstChild = local
                        return (root, nil)
                    }
                    var found = Root(name: local)
                    for index in 0..<min(xml.attributesCount, 100) {
                        if let attribute = xml.attribute(at: index) {
                            found.attributes.append(xml.bytes(attribute.name).string)
                        }
                    }
                    root = found
                case .eof: return (root, nil)
                default: break
                }
            }
        } catch {
            return (root, error)
        }
    }

    private static func json(_ bytes: Bytes) -> (Content, ScanError?) {
        var members: [Member] = []
        do throws(ScanError) {
            var json = try JSONReader(bytes)
            guard try json.peek() == .object else { return (.json([]), nil) }
            try json.beginObject()
            while members.count < 100, let key = try json.nextKey() {
                members.append(Member(key: key.string))
                let last = members.count - 1
                guard try json.peek() == .object else {
                    if isLog(members), try json.peek() == .array { return (.json(members), nil) }
                    var list = json
                    members[last].elementKeys = try firstElementKeys(&list)
                    try json.passValue()
                    continue
                }
                try json.beginObject()
                while let inner = try json.nextKey() {
                    if members[last].keys.count < 100 { members[last].keys.append(inner.string) }
                    try json.passValue()
                }
            }
        } catch {
            return (.json(members), error)
        }
        return (.json(members), nil)
    }

    /// Whether the keys up to here say that it is a SARIF log: its runs are nearly all of it, and last as a rule.
    private static func isLog(_ members: [Member]) -> Bool {
        members.last?.key == "runs" && members.contains { $0.key == "version" || $0.key == "$schema" }
    }

    private static func elementKeys(_ bytes: Bytes) -> [String] {
        do throws(ScanError) {
            var json = try JSONReader(bytes)
            return try firstElementKeys(&json)
        } catch {
            return []
        }
    }

    /// The keys of a list's first element; none where the next value is no list of objects.
    private static func firstElementKeys(_ json: inout JSONReader) throws(ScanError) -> [String] {
        guard try json.peek() == .array else { return [] }
        try json.beginArray()
        guard try json.nextElement(), try json.peek() == .object else { return [] }
        var keys: [String] = []
        try json.beginObject()
        while keys.count < 100, let key = try json.nextKey() {
            keys.append(key.string)
            try json.passValue()
        }
        return keys
    }
}

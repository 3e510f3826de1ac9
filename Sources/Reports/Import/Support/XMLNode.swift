import Scanning

/// A small element read whole: a test case with what lies inside of it.
struct XMLNode {
    /// Elements nested deeper, further children, and longer texts are left out.
    private static let maximumLevel = 24
    private static let maximumChildren = 1_000
    private static let textLimit = 2_048

    var name: String
    var attributes: [String: String]
    var text = ""
    var children: [XMLNode] = []

    subscript(attribute: String) -> String? { attributes[attribute] }

    func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    func integer(_ attribute: String) -> Int? { Self.bytes(attributes[attribute]) { $0.parseInt() } }

    func double(_ attribute: String) -> Double? { Self.bytes(attributes[attribute]) { $0.parseDouble() } }

    /// The name and value of each child, as `property` and `trait` elements have them.
    func pairs(_ element: String) -> [String: String] {
        var pairs: [String: String] = [:]
        for child in children where child.name == element && pairs.count < 64 {
            if let name = child["name"], !name.isEmpty, !name.hasPrefix("_") {
                pairs[name] = child["value"] ?? child.text
            }
        }
        return pairs
    }

    private static func bytes<Number>(_ text: String?, _ parse: (Bytes) -> Number?) -> Number? {
        guard var text else { return nil }
        return text.withUTF8 { parse(Bytes($0).trimmed()) }
    }

    /// After a start: reads the element; the scan is then behind its end tag.
    static func read(_ xml: inout XMLScanner, _ name: ByteRange, level: Int = 0) throws(ScanError) -> XMLNode {
        var node = XMLNode(name: xml.localName(name).string, attributes: [:])
        for index in 0..<min(xml.attributesCount, 100) {
            guard let attribute = xml.attribute(at: index) else { break }
            let value = xml.string(ofAttribute: attribute.value, limit: textLimit)
            node.attributes[xml.bytes(attribute.name).string] = Text.clean(value, limit: textLimit)
        }
        let depth = xml.depth
        while true {
            switch try xml.next() {
            case .text(let range, let isCDATA):
                let room = textLimit - node.text.utf8.count
                if room > 0 { node.text += xml.string(of: range, isCDATA: isCDATA, limit: room) }
            case .start(let inner, _):
                if level >= maximumLevel || node.children.count >= maximumChildren {
                    try xml.skipElement()
                } else {
                    node.children.append(try read(&xml, inner, level: level + 1))
                }
            case .end where xml.depth < depth:
                node.text = Text.clean(node.text, limit: textLimit)
                return node
            case .eof: return node
            default: break
            }
        }
    }
}

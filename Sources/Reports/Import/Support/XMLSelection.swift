import Scanning

/// What is to be kept of an XML document: elements by their place, with some attributes and, if wanted, their text.
///
/// Everything else is checked for well-formedness and stepped over. Namespaces count for nothing.
struct XMLSelection: Sendable {
    let name: String
    let attributes: [StaticString]
    let keepsText: Bool
    let children: [XMLSelection]

    init(_ name: String, _ attributes: [StaticString] = [], text: Bool = false, _ children: [XMLSelection] = []) {
        self.name = name
        self.attributes = attributes
        keepsText = text
        self.children = children
    }

    static func text(_ name: String, _ attributes: [StaticString] = []) -> XMLSelection {
        XMLSelection(name, attributes, text: true)
    }

    /// The whole document, reduced to what is selected; an error where its root is another element.
    func document(_ bytes: Bytes) throws(ScanError) -> SelectedElement {
        var xml = try XMLScanner(bytes)
        var root: SelectedElement?
        while true {
            switch try xml.nextTag() {
            case .start(let range, _):
                guard xml.localName(range).string == name else {
                    let found = Text.lossy(xml.localName(range), limit: 60)
                    throw xml.error("the root element is '\(found)', not '\(name)'", at: range.start)
                }
                root = try read(&xml)
            case .eof:
                guard let root else { throw xml.error("no root element", at: xml.offset) }
                return root
            default: break
            }
        }
    }

    /// Reads an element whose start tag was the last event.
    private func read(_ xml: inout XMLScanner) throws(ScanError) -> SelectedElement {
        var node = SelectedElement(name: name)
        for attribute in attributes {
            if let value = xml.string(attribute) {
                node.attributes["\(attribute)"] = Text.clean(value, limit: 2_048)
            }
        }
        if keepsText {
            node.text = Self.trimmed(try xml.readText(limit: 4_096))
            return node
        }
        let level = xml.depth
        while true {
            switch try xml.nextTag() {
            case .start(let range, _):
                let local = xml.localName(range).string
                if let child = children.first(where: { $0.name == local }) {
                    node.children.append(try child.read(&xml))
                } else {
                    try xml.skipElement()
                }
            case .end where xml.depth < level: return node
            case .eof: return node
            default: break
            }
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        return text.withUTF8 { Text.lossy(Bytes($0).trimmed(), limit: 2_048) }
    }
}

/// An element with what was selected of it.
struct SelectedElement {
    let name: String
    var attributes: [String: String] = [:]
    var text = ""
    var children: [SelectedElement] = []

    func all(_ name: String) -> [SelectedElement] { children.filter { $0.name == name } }

    func first(_ name: String) -> SelectedElement? { children.first { $0.name == name } }

    /// The text of the first child of that name, where it is not empty.
    func childText(_ name: String) -> String? { first(name).flatMap { $0.text.isEmpty ? nil : $0.text } }

    /// An attribute, where it is not empty.
    subscript(_ attribute: String) -> String? { attributes[attribute].flatMap { $0.isEmpty ? nil : $0 } }

    func number(_ attribute: String) -> Int? { attributes[attribute].flatMap { Int($0) } }
}

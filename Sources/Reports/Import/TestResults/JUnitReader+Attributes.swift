import Core
import Scanning

extension JUnitReader {
    /// Where the time of a case lies that can only have passed, empty for no time; nil where more must be looked at.
    func plainTime() -> ByteRange? {
        let document = xml.document
        var time = ByteRange(0, 0)
        for attribute in xml.attributes {
            let start = attribute.name.start
            switch attribute.name.count {
            case 4 where start + 4 <= document.count:
                let word = UInt32(littleEndian: document.loadUnaligned(fromByteOffset: start, as: UInt32.self))
                if word == Self.time { time = attribute.value }
            // As long as `status`, `success` and `executed`.
            case 6...8: return nil
            default: break
            }
        }
        return time
    }

    /// Compares names as words of four bytes: this runs for every attribute of every case.
    func caseAttributes() -> JUnitAttributes {
        var found = JUnitAttributes()
        let document = xml.document
        for attribute in xml.attributes {
            let start = attribute.name.start
            guard attribute.name.count >= 4, start + 4 <= document.count else { continue }
            let word = UInt32(littleEndian: document.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            switch (attribute.name.count, word) {
            case (4, Self.name): found.name = attribute.value
            case (4, Self.time): found.time = attribute.value
            case (4, Self.file): found.file = attribute.value
            case (4, Self.line): found.line = attribute.value
            case (9, Self.clas): found.className = attribute.value
            case (5...8, _): rareAttribute(attribute, in: &found)
            default: break
            }
        }
        return found
    }

    private func rareAttribute(_ attribute: XMLScanner.Attribute, in found: inout JUnitAttributes) {
        switch xml.bytes(attribute.name) {
        case "class": found.className = found.className ?? attribute.value
        case "status": found.words.0 = attribute.value
        case "result": found.words.1 = attribute.value
        case "outcome": found.words.2 = attribute.value
        case "success": found.success = attribute.value
        case "executed": found.executed = attribute.value
        case "lineno": found.line = attribute.value
        case "duration": found.time = found.time ?? attribute.value
        default: break
        }
    }

    // The first four letters as a little-endian word; written out, as a lazy constant costs a check at every use.
    private static var name: UInt32 { 0x656D_616E }
    private static var time: UInt32 { 0x656D_6974 }
    private static var file: UInt32 { 0x656C_6966 }
    private static var line: UInt32 { 0x656E_696C }
    private static var clas: UInt32 { 0x7361_6C63 }

    /// Dialects that say in an attribute how a case ended: without a result element they would look passed.
    mutating func apply(_ attributes: JUnitAttributes, to outcome: inout JUnitOutcome) {
        if let word = attributes.words.0 { apply(word, to: &outcome) }
        if let word = attributes.words.1 { apply(word, to: &outcome) }
        if let word = attributes.words.2 { apply(word, to: &outcome) }
        if let answer = attributes.success, isNo(answer) { _ = outcome.worsen(to: .failed) }
        if let answer = attributes.executed, isNo(answer) { _ = outcome.worsen(to: .skipped) }
    }

    private mutating func apply(_ word: ByteRange, to outcome: inout JUnitOutcome) {
        switch xml.bytes(word) {
        case "run", "passed", "completed", "": return
        default: break
        }
        let text = xml.string(ofAttribute: word, limit: 40)
        let known = JUnitWords.results[text.lowercased()]
        if known == nil { tests.noteUnknown(text) }
        _ = outcome.worsen(to: known ?? .error)
    }

    private func isNo(_ answer: ByteRange) -> Bool {
        ["false", "no", "0"].contains(xml.string(ofAttribute: answer, limit: 10).lowercased())
    }
}

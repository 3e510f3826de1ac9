package import Core
package import Criteria
package import Scanning

/// A word of a closed set; any other word is an error, never a default.
package protocol WireWord: WireValue, RawRepresentable where RawValue == String {}

extension WireWord {
    package func write(to json: inout JSONWriter) { json.append(rawValue) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Self {
        let start = json.offset
        let text = try json.readRawString()
        guard let word = Self(rawValue: text.string) else {
            throw json.error("unknown word '\(Text.clean(text.string, limit: 40))'", at: start)
        }
        return word
    }
}

extension Kind: WireWord {}
extension Verdict: WireWord {}
extension GateID: WireWord {}
extension Dimension: WireWord {}
extension FailureCategory: WireWord {}
extension FlakyResult: WireWord {}
extension FindingScope: WireWord {}
extension DisclosurePolicy: WireWord {}
extension MissingVerdict: WireWord {}
extension ScanCategory: WireWord {}
extension KeptCopy.Purpose: WireWord {}
extension Report.Status: WireWord {}
extension ReportMessage.Severity: WireWord {}
extension TestCase.Status: WireWord {}
extension Finding.Severity: WireWord {}
extension Finding.Level: WireWord {}

import Privacy
import Scanning

/// Text that can be gone over value by value: UTF-8, and nothing packed.
enum PlainText {
    /// In another encoding, or a mixture, the same name is other bytes, and would be another person.
    static func check(_ bytes: Bytes) throws(TextTable.Problem) {
        if let form = OpaqueForm(bytes) { throw form.problem }
        guard let place = UTF8Check.firstInvalid(bytes) else { return }
        let line = 1 + bytes[..<place].count { $0 == 0x0A }
        let byte = String(bytes[place], radix: 16, uppercase: true)
        throw TextTable.Problem(
            message:
                "the byte 0x\(byte) is no UTF-8: the file is in another encoding, or in several; convert it first, "
                + "as with iconv -f ISO-8859-1 -t UTF-8",
            line: line
        )
    }
}

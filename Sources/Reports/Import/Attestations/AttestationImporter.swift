package import Core
package import Scanning
import Wire

/// A person's statement: an in-toto Statement in a DSSE envelope, or a bare one, which is unsigned.
///
/// Whether the signatures hold is found out where gates are judged, with the keys of the configuration.
package enum AttestationImporter: Importer {
    package static let format = FormatDescription(
        id: "in-toto",
        title: "in-toto Statement of Assay's predicate, in a DSSE envelope",
        feeds: .attestations
    )

    /// A statement is a page of text; whatever is larger is something else.
    package static let sizeLimit = 1 << 20

    package static func recognises(_ head: DocumentHead) -> Bool {
        let isEnvelope = head.member("payloadType") != nil && head.member("payload") != nil
        return isEnvelope || (head.member("_type") != nil && head.member("predicateType") != nil)
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let json = try JSONReader(bytes)
        guard bytes.count <= sizeLimit else {
            throw json.error("\(bytes.count) bytes, and an attestation has at most \(sizeLimit)", at: 0)
        }
        report.attestations = [try attestation(bytes)]
    }

    private static func attestation(_ bytes: Bytes) throws(ScanError) -> Attestation {
        var json = try JSONReader(bytes)
        if json.isStatement {
            let statement = try StatementReader.read(bytes)
            return Attestation(statement: statement, envelope: Envelope(payload: Array(bytes)))
        }
        let attestation = try EnvelopeReader.read(&json)
        try json.finish()
        return attestation
    }
}

extension JSONReader {
    /// Whether the document is an object with the key `_type`; the reader stays where it was.
    fileprivate var isStatement: Bool {
        var reader = self
        do throws(ScanError) {
            guard try reader.peek() == .object else { return false }
            try reader.beginObject()
            while let key = try reader.nextKey() {
                if key == "_type" { return true }
                try reader.skipValue()
            }
        } catch {
            return false
        }
        return false
    }
}

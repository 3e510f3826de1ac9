package import Core
package import Scanning

/// A statement travels in its envelope; what its signatures are worth is found out anew.
extension Attestation: WireValue {
    package func write(to json: inout JSONWriter) { json.append(AttestationJSON.json(envelope)) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Attestation {
        try EnvelopeReader.read(&json)
    }
}

package import Core
package import Scanning

/// Reads a DSSE envelope, and the statement in it.
package enum EnvelopeReader {
    /// More signatures than this under one statement are no honest file.
    static let signatureLimit = 16

    package static func read(_ json: inout JSONReader) throws(ScanError) -> Attestation {
        guard try json.peek() == .object else { throw json.error("an envelope is a JSON object", at: json.offset) }
        let start = json.offset
        var envelope = Envelope(payload: [])
        var place = start
        var keys = KeyedReader(["payloadType", "payload", "signatures"], ignoresOthers: true)
        try json.beginObject()
        while let key = try keys.next(&json) {
            switch key {
            case "payloadType":
                let offset = try KeyedReader.start(&json)
                envelope.payloadType = try json.readString()
                guard envelope.payloadType == Envelope.statementType else {
                    let shown = Text.clean(envelope.payloadType, limit: 80)
                    let message = "an envelope of '\(shown)', and statements are '\(Envelope.statementType)'"
                    throw json.error(message, at: offset)
                }
            case "payload":
                place = try KeyedReader.start(&json)
                envelope.payload = try base64(&json, "payload")
            default: envelope.signatures = try signatures(&json)
            }
        }
        try keys.require("payloadType", "payload", "signatures", in: json, at: start)
        return Attestation(statement: try statement(envelope.payload, json, place), envelope: envelope)
    }

    /// A place in the payload means nothing to a reader of the file, where it is base64.
    private static func statement(
        _ payload: [UInt8],
        _ json: JSONReader,
        _ place: Int
    ) throws(ScanError) -> Statement {
        let result: Result<Statement, ScanError> = payload.withUnsafeBytes { bytes in
            do throws(ScanError) { return .success(try StatementReader.read(bytes)) } catch { return .failure(error) }
        }
        switch result {
        case .success(let statement): return statement
        case .failure(let error): throw json.error("in the payload: \(error.message)", at: place)
        }
    }

    private static func signatures(_ json: inout JSONReader) throws(ScanError) -> [Envelope.Signature] {
        guard try json.peek() == .array else { throw json.error("'signatures' must be a list", at: json.offset) }
        var signatures: [Envelope.Signature] = []
        try json.beginArray()
        while try json.nextElement() {
            guard signatures.count < signatureLimit else {
                throw json.error("more than \(signatureLimit) signatures", at: json.offset)
            }
            signatures.append(try signature(&json))
        }
        return signatures
    }

    private static func signature(_ json: inout JSONReader) throws(ScanError) -> Envelope.Signature {
        guard try json.peek() == .object else { throw json.error("a signature is an object", at: json.offset) }
        let start = json.offset
        var signature = Envelope.Signature(keyID: nil, bytes: [])
        var keys = KeyedReader(["keyid", "sig"], ignoresOthers: true)
        try json.beginObject()
        while let key = try keys.next(&json) {
            if key == "keyid" {
                let name = Text.clean(try json.readString(), limit: 256)
                signature.keyID = name.isEmpty ? nil : name
            } else {
                signature.bytes = try base64(&json, "sig")
            }
        }
        try keys.require("sig", in: json, at: start)
        return signature
    }

    private static func base64(_ json: inout JSONReader, _ key: String) throws(ScanError) -> [UInt8] {
        let offset = try KeyedReader.start(&json)
        guard let bytes = Base64.decode(try json.readString()) else {
            throw json.error("'\(key)' is not base64", at: offset)
        }
        return bytes
    }
}

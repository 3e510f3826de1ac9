package import Core
package import Scanning

/// Run summaries as JSON: what `assay aggregate` writes, and what gates and reports are made from later.
///
/// `{"assay_summary": 1, "run": …, "steps": …, "reports": …, "verdict": …}`. All that gates look at survives, except
/// that a line's hits come back as 1 or 0. A criterion's expression is not kept: verdicts come back for display.
package enum SummaryCodec {
    /// The version that is written, and the only one that is read.
    package static let version = 1

    package static func encode(_ summary: RunSummary) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
        func appendList<Element>(_ elements: [Element], _ encoded: (Element) -> JSON) {
            append("[")
            for (index, element) in elements.enumerated() {
                append(index == 0 ? "\n" : ",\n")
                bytes += encoded(element).serialized()
            }
            append("]")
        }
        append("{\"assay_summary\":1,\n\"run\":")
        bytes += SummaryEncoder.run(summary).serialized()
        append(",\n\"steps\":")
        appendList(summary.steps, SummaryEncoder.step)
        append(",\n\"reports\":")
        appendList(summary.reports, SummaryEncoder.report)
        if let verdict = summary.verdict {
            append(",\n\"verdict\":")
            bytes += SummaryEncoder.verdict(verdict).serialized()
        }
        append("}\n")
        return bytes
    }

    /// Reads a whole summary; the bytes are only borrowed.
    package static func decode(_ bytes: Bytes) throws(SummaryError) -> RunSummary {
        do throws(ScanError) {
            var reader = try JSONReader(bytes)
            guard let version = reader.summaryVersion() else {
                throw reader.error("not a summary of Assay: it does not begin with \"assay_summary\"", at: 0)
            }
            guard version == Self.version else {
                let message = "a summary of version \(version), and this Assay reads version \(Self.version): "
                throw reader.error(message + "write it again with this Assay", at: 0)
            }
            return try SummaryDecoder.summary(&reader)
        } catch {
            throw SummaryError(error, in: bytes)
        }
    }

    package static func decode(_ bytes: [UInt8]) throws(SummaryError) -> RunSummary {
        let result: Result<RunSummary, SummaryError> = bytes.withUnsafeBytes { bytes in
            do throws(SummaryError) { return .success(try decode(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}

extension JSONReader {
    /// What the document says of itself in its first member; the reader stays where it was.
    func summaryVersion() -> Int? {
        var reader = self
        do throws(ScanError) {
            guard try reader.peek() == .object else { return nil }
            try reader.beginObject()
            guard let key = try reader.nextKey(), key == "assay_summary" else { return nil }
            return try reader.readInteger()
        } catch {
            return nil
        }
    }
}

extension SummaryError {
    /// Tells a truncated summary from one with a wrong value, and both from other documents.
    fileprivate init(_ error: ScanError, in bytes: Bytes) {
        let version = (try? JSONReader(bytes))?.summaryVersion()
        switch version {
        case .none where bytes.isEmpty: (kind, message) = (.notASummary, "not a summary of Assay: the file is empty")
        case .none: (kind, message) = (.notASummary, "not a summary of Assay: it does not begin with \"assay_summary\"")
        case .some(let version) where version != SummaryCodec.version:
            (kind, message) = (.version(version), error.message)
        case .some where error.offset >= bytes.count || error.message == "a string is not closed":
            (kind, message) = (.truncated, "the summary is cut off: \(error.message); write it again")
        case .some: (kind, message) = (.malformed, error.message)
        }
        (line, column, offset) = (error.line, error.column, error.offset)
    }
}

package import Core
package import Scanning

/// Run summaries as JSON: what `assay aggregate` writes, and what gates and reports are made from later.
///
/// `{"assay_summary": 3, "run": …, "steps": …, "reports": …, "verdict": …, "banners": …, "seed": …, "past": …}`. All that gates look
/// at survives. A criterion's expression is not kept: verdicts come back for display.
package enum SummaryCodec {
    /// The version that is written, and the only one that is read.
    package static let version = 3

    package static func encode(_ summary: RunSummary) -> [UInt8] {
        head(summary) + list(summary.reports) + tail(summary)
    }

    /// One value in a list of a summary, with what goes before it: each a line, as `SummaryParts` looks for them.
    package static func element(_ value: some Wired, at index: Int) -> [UInt8] {
        [UInt8(ascii: index == 0 ? "[" : ","), 0x0A] + value.line
    }

    /// What ends a list of so many elements.
    package static func listEnd(_ count: Int) -> [UInt8] { Array((count == 0 ? "[]" : "]").utf8) }

    private static func list(_ values: [some Wired]) -> [UInt8] {
        values.indices.flatMap { element(values[$0], at: $0) } + listEnd(values.count)
    }

    /// What a summary holds before the list of its reports, by far its largest part: nothing that judging changes.
    package static func head(_ summary: RunSummary) -> [UInt8] {
        var head = Array("{\"assay_summary\":\(version),\n\"run\":".utf8)
        head += SummaryRun(summary).line
        head += Array(",\n\"steps\":".utf8)
        head += list(summary.steps)
        return head + Array(",\n\"reports\":".utf8)
    }

    /// What it holds behind that list: the verdict, and what goes with it.
    package static func tail(_ summary: RunSummary) -> [UInt8] {
        let members = SummaryTail(summary).line.dropFirst().dropLast()
        guard !members.isEmpty else { return Array("}\n".utf8) }
        // On a line of their own.
        return Array(",\n".utf8) + members + Array("}\n".utf8)
    }

    /// Reads a whole summary; the bytes are only borrowed.
    ///
    /// `known` are the reports where they have been read already, see `SummaryParts`.
    package static func decode(
        _ bytes: Bytes,
        known: (list: ByteRange, reports: [Report])? = nil
    ) throws(SummaryError) -> RunSummary {
        do throws(ScanError) {
            var reader = try JSONReader(bytes)
            guard let version = reader.summaryVersion() else {
                throw reader.error("not a summary of Assay: it does not begin with \"assay_summary\"", at: 0)
            }
            guard version == Self.version else {
                let message = "a summary of version \(version), and this Assay reads version \(Self.version): "
                throw reader.error(message + "write it again with this Assay", at: 0)
            }
            let memory = WireMemory()
            memory.known = known
            let summary = try SummaryDocument.read(&reader, memory).summary
            try reader.finish()
            return summary
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

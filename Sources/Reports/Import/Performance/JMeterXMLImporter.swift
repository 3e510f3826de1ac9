package import Core
package import Scanning

/// JMeter's results as XML (JTL 1.2).
package enum JMeterXMLImporter: Importer {
    package static let format = FormatDescription(id: "jmeter-xml", title: "JMeter XML (JTL)", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "testResults" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var samples = JMeterSamples()
        // The samples of a transaction are requests, whether they stand behind it or within it.
        var depth = 2
        while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                let local = xml.localName(name)
                if xml.depth == 1, !local.equals("testResults") {
                    throw xml.error("the root element is not JMeter's (testResults)", at: name.start)
                }
                // A sample inside a request is a part of it, such as a redirect or an image of a page.
                if xml.depth == depth, local.equals("httpSample") || local.equals("sample") {
                    if try read(xml, into: &samples, at: name.start) { depth += 1 }
                }
            case .end: depth = min(depth, max(2, xml.depth + 1))
            case .text: break
            case .eof:
                samples.report(into: &report)
                return
            }
        }
    }

    /// Takes in the sample of the last tag; whether it is that of a transaction.
    private static func read(
        _ xml: borrowing XMLScanner,
        into samples: inout JMeterSamples,
        at offset: Int
    ) throws(ScanError) -> Bool {
        guard let milliseconds = xml.integer("t").flatMap({ UInt32(exactly: $0) }) else {
            throw xml.error("a sample without its time (t)", at: offset)
        }
        let success = xml.string("s")
        guard success == "true" || success == "false" else {
            throw xml.error("a sample that does not say whether it succeeded (s)", at: offset)
        }
        let isTransaction = xml.string("rm")?.hasPrefix(JMeterSamples.transactionMessage) ?? false
        samples.add(
            label: Text.clean(xml.string("lb") ?? "", limit: 256),
            milliseconds: milliseconds,
            isFailed: success == "false",
            at: xml.integer("ts").flatMap { (0...1 << 50).contains($0) ? $0 : nil },
            isTransaction: isTransaction
        )
        return isTransaction
    }
}

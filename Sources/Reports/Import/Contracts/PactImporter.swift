package import Core
package import Scanning

/// A pact, versions 1 to 4: what one consumer expects of one provider, and nothing of whether that holds.
package enum PactImporter: Importer {
    package static let format = FormatDescription(id: "pact", title: "Pact contract", feeds: .contracts)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard head.member("consumer") != nil, head.member("provider") != nil else { return false }
        return head.member("interactions") != nil || head.member("messages") != nil
    }

    private static let selection = JSONSelection([
        "consumer.name", "provider.name", "interactions.description", "messages.description",
        "metadata.pactSpecification.version",
    ])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        guard let consumer = document.text("consumer.name"), let provider = document.text("provider.name") else {
            report.fail("a pact needs the names of its consumer and its provider")
            return
        }
        guard document.at("interactions") != nil || document.at("messages") != nil else {
            report.fail("a pact needs 'interactions' or 'messages'")
            return
        }
        let interactions =
            report.optionalRecords(document, "interactions") + report.optionalRecords(document, "messages")
        let contract = ContractResults.Contract(
            consumer: consumer,
            provider: provider,
            interactions: interactions.map { $0.text("description") ?? "unnamed" }
        )
        if interactions.isEmpty { report.note("the pact lists no interaction") }
        report.contracts = ContractResults(contracts: [contract])
    }
}

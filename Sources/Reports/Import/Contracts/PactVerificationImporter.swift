package import Core
package import Scanning

/// Results of verifying providers: of a Pact Broker (one result, or its matrix), of pact-jvm, and of pact_verifier_cli.
package enum PactVerificationImporter: Importer {
    package static let format = FormatDescription(
        id: "pact-verification",
        title: "Pact verification results",
        feeds: .contracts
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set((head.members ?? []).map(\.key))
        return keys.isSuperset(of: ["success", "providerApplicationVersion"])
            || keys.isSuperset(of: ["result", "errors", "pendingErrors"])
            || keys.isSuperset(of: ["matrix", "summary"])
            || keys.contains("execution") && head.member("metaData")?.keys.contains("pactJvmVersion") ?? false
    }

    private static let selection = JSONSelection([
        // A broker's result, with the tests of pact-jvm and of pact-ruby.
        "success", "providerName", "providerApplicationVersion", "testResults.tests.testDescription",
        "testResults.tests.success", "testResults.tests.description", "testResults.tests.status",
        "testResults.examples.fullDescription", "testResults.examples.full_description",
        "testResults.examples.description", "testResults.examples.status", "testResults.summary.failure_count",
        "testResults.summary.failureCount",
        // A broker's matrix.
        "matrix.consumer.name", "matrix.provider.name", "matrix.provider.version.number",
        "matrix.verificationResult.success", "summary.failed",
        // pact-jvm.
        "metaData.pactJvmVersion", "provider.name", "execution.consumer.name", "execution.pending",
        "execution.result.state", "execution.result.message", "execution.interactions.interaction.description",
        "execution.interactions.verification.result", "execution.interactions.verification.message",
        // pact_verifier_cli.
        "result", "output", "errors.interaction", "errors.mismatch.message", "pendingErrors.interaction",
        "pendingErrors.mismatch.message",
    ])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var results = ContractResults()
        if document.at("matrix") != nil {
            results.verifications = report.records(document, "matrix").map(PactResults.matrixRow)
            let failed = results.verifications.count { $0.verified == false }
            report.declare(findings: document.number("summary.failed"), listed: failed, "failed verifications")
        } else if document.at("execution") != nil {
            report.tool = document.text("metaData.pactJvmVersion").map { "pact-jvm \($0)" }
            let provider = document.text("provider.name")
            results.verifications = report.records(document, "execution").map { PactResults.execution($0, provider) }
        } else if document.at("success") != nil || document.at("providerApplicationVersion") != nil {
            let verification = PactResults.broker(document)
            results.verifications = [verification]
            let failures =
                document.number("testResults.summary.failure_count")
                ?? document.number("testResults.summary.failureCount")
            let failed = verification.interactions.count { $0.verified == false }
            // Without a list the result itself tells of them.
            let isTold = verification.interactions.isEmpty && verification.verified == false
            report.declare(findings: failures, listed: isTold ? failures : failed, "failed interactions")
        } else if document.at("result") != nil, document.at("errors") != nil {
            results.verifications = [PactResults.commandLine(document)]
        } else {
            report.fail("neither 'success' nor 'result', 'execution' or 'matrix': no verification that is known")
            return
        }
        let unknown = results.verifications.count { $0.verified == nil }
        if unknown > 0 { report.note("the result of \(unknown) verifications is unknown, which is no pass") }
        if results.verifications.isEmpty { report.note("lists no verification") }
        report.contracts = results
    }
}

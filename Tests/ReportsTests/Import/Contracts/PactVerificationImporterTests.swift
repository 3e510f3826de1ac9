import Core
import Reports
import Testing

@Suite struct PactVerificationImporterTests {
    private func verifications(_ text: String) throws -> [ContractResults.Verification] {
        let report = imported(text)
        #expect(report.format == "pact-verification")
        #expect(report.errors == [])
        return try #require(report.contracts?.verifications)
    }

    @Test("a broker's result, with the tests that it rests on")
    func broker() throws {
        let text = #"""
            {"success": true, "providerName": "api", "providerApplicationVersion": "4.5", "testResults": {"tests": [
            {"testDescription": "a", "success": true}, {"testDescription": "b", "success": false}]}}
            """#
        let found = try verifications(text)
        // What is said of the whole is no better than its parts.
        #expect(found.map(\.verified) == [false])
        #expect(found[0].interactions.map(\.verified) == [true, false])
        #expect(found[0].provider == "api")
        #expect(found[0].consumer == nil)
    }

    @Test("a broker's result in the words of Ruby: what is pending leaves the whole unknown")
    func ruby() throws {
        func result(_ status: String) -> String {
            #"{"success": true, "providerApplicationVersion": "1", "testResults": {"tests": [{"description": "a", "status": "passed"}, {"description": "b", "status": "\#(status)"}], "summary": {"example_count": 2, "failure_count": 0}}}"#
        }
        #expect(try verifications(result("Passed")).map(\.verified) == [true])
        #expect(try verifications(result("pending")).map(\.verified) == [nil])
        #expect(try verifications(result("failed"))[0].interactions.map(\.verified) == [true, false])
    }

    @Test("a broker's matrix: a row without a result is unknown")
    func matrix() throws {
        let text = #"""
            {"summary": {"deployable": null}, "matrix": [
            {"consumer": {"name": "web"}, "provider": {"name": "api", "version": {"number": "2"}}, "verificationResult": {"success": true}},
            {"consumer": {"name": "ios"}, "provider": {"name": "api"}, "verificationResult": null}]}
            """#
        let found = try verifications(text)
        #expect(found.map(\.consumer) == ["web", "ios"])
        #expect(found.map(\.verified) == [true, nil])
        #expect(imported(text).notes == ["the result of 1 verifications is unknown, which is no pass"])
    }

    @Test("a report of pact-jvm: a pending failure is unknown, a pact that could not be loaded has failed")
    func jvm() throws {
        let text = #"""
            {"metaData": {"pactJvmVersion": "4.6"}, "provider": {"name": "api"}, "execution": [
            {"consumer": {"name": "a"}, "interactions": [{"interaction": {"description": "x"}, "verification": {"result": "OK"}}]},
            {"consumer": {"name": "b"}, "interactions": [{"interaction": {"description": "y"}, "verification": {"result": "failed", "message": "m"}}]},
            {"consumer": {"name": "c"}, "pending": true, "interactions": [{"verification": {"result": "failed"}}]},
            {"consumer": {"name": "d"}, "interactions": [], "result": {"state": "Pact Load Failure"}},
            {"consumer": {"name": "e"}, "interactions": []}]}
            """#
        let found = try verifications(text)
        #expect(found.map(\.verified) == [true, false, nil, false, nil])
        #expect(found.map(\.provider) == Array(repeating: "api", count: 5))
        #expect(found[1].interactions.first?.message == "m")
    }

    @Test("pact_verifier_cli: errors fail, pending ones are unknown, and a run that printed nothing verified nothing")
    func commandLine() throws {
        func text(_ result: Bool, _ output: String, _ errors: String, _ pending: String) -> String {
            #"{"result": \#(result), "notices": [], "output": [\#(output)], "errors": [\#(errors)], "pendingErrors": [\#(pending)]}"#
        }
        let error = #"{"interaction": "x", "mismatch": {"type": "error", "message": "boom"}}"#
        #expect(try verifications(text(true, #""Verifying""#, "", ""))[0].verified == true)
        #expect(try verifications(text(true, "", "", ""))[0].verified == nil)
        #expect(try verifications(text(true, #""o""#, "", error))[0].verified == nil)
        let failed = try verifications(text(false, #""o""#, error, ""))[0]
        #expect(failed.verified == false)
        #expect(failed.interactions == [.init(description: "x", verified: false, message: "boom")])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(["{}", "[]", #"{"matrix": 3, "summary": {}}"#, #"{"result": true}"#], "pact-verification")
    }
}

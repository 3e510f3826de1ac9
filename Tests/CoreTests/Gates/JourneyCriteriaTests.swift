import Core
import Testing

@Suite("Journeys and devices as evidence")
struct JourneyCriteriaTests {
    private func journey(_ tests: [TestCase]) throws -> Judgement {
        let criterion = try Given.criterion(
            .e2e,
            "critical_user_journeys.pass_rate",
            "100%",
            lists: ["journeys": ["sign_up"]]
        )
        return Given.judge(criterion, .e2e, [Given.tests(tests)]).cells[0].judgement
    }

    private func devices(_ properties: [[String: String]]) throws -> CriterionVerdict {
        let criterion = try Given.criterion(
            .e2e,
            "mobile_responsiveness.pass_rate",
            "100%",
            lists: ["devices": ["iphone-12", "pixel-5", "ipad"], "orientations": ["portrait", "landscape"]]
        )
        let tests = properties.map { TestCase(name: "fits", status: .passed, properties: $0) }
        return Given.judge(criterion, .e2e, [Given.tests(tests)])
    }

    @Test("a test that passes only after a failed try counts as passed, and the verdict says so")
    func flaky() throws {
        let test = TestCase(name: "a", status: .passed, flaky: true, properties: ["journey": "sign_up"])
        let judgement = try journey([test])
        #expect(judgement.verdict == .pass)
        #expect(judgement.measurements.first?.notes == ["1 test passed only after a failed try, and counts as passed"])
    }

    @Test("a skipped test is no pass, and one failure fails the journey")
    func skipped() throws {
        let skipped = TestCase(name: "a", status: .skipped, properties: ["journey": "sign_up"])
        let failed = TestCase(name: "b", status: .failed, properties: ["journey": "sign_up"])
        let passed = TestCase(name: "c", status: .passed, properties: ["journey": "sign_up"])
        #expect(try journey([skipped]).verdict == .notEvaluated)
        #expect(try journey([skipped, passed]).verdict == .pass)
        #expect(try journey([passed, failed]).verdict == .fail)
        #expect(try journey([TestCase(name: "d", status: .passed)]).verdict == .notEvaluated)
    }

    @Test("three devices in two orientations are six cells, each of which needs a test")
    func cells() throws {
        let verdict = try devices([
            ["device": "iPhone 12", "orientation": "portrait", "emulated": "true"],
            ["device": "iPhone 12 landscape", "emulated": "true"],
            ["device": "Pixel 5", "orientation": "Landscape", "emulated": "false"],
            ["device": "iPad", "emulated": "false"],
        ])
        let verdicts = verdict.cells.map(\.judgement.verdict)
        #expect(verdicts == [.pass, .pass, .notEvaluated, .pass, .notEvaluated, .notEvaluated])
        #expect(verdict.verdict == .notEvaluated)
    }

    @Test(
        "the verdict says whether the device was real",
        arguments: [("true", "emulated device"), ("false", nil), (nil, "do not say whether")] as [(String?, String?)]
    )
    func emulation(emulated: String?, note: String?) throws {
        var properties = ["device": "iphone-12", "orientation": "portrait"]
        properties["emulated"] = emulated
        let notes = try devices([properties]).cells[0].judgement.measurements.first?.notes ?? []
        #expect(notes.count == (note == nil ? 0 : 1))
        if let note { #expect(notes.first?.contains(note) == true) }
    }
}

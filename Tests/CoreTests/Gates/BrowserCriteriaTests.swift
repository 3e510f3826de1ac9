import Core
import Testing

@Suite("Browsers as evidence")
struct BrowserCriteriaTests {
    private func project(date: String = "2026-11-01", standIns: [String: String] = [:]) throws -> Project {
        let versions = ["chrome": ["131", "130"], "safari": ["18.2", "18.1"]]
        let day = try #require(CalendarDay(date))
        return Project(browserReleases: BrowserReleases(date: day, versions: versions, standIns: standIns))
    }

    private func verdict(
        _ tests: [TestCase],
        browsers: [String] = ["chrome"],
        versions: [String] = ["latest", "latest-1"],
        project: Project,
        now: String = "2026-11-20"
    ) throws -> CriterionVerdict {
        var lists = ["browsers": browsers]
        if !versions.isEmpty { lists["versions"] = versions }
        let criterion = try Given.criterion(.e2e, "cross_browser_compatibility.pass_rate", ">= 98%", lists: lists)
        let day = try #require(CalendarDay(now))
        let evidence = Evidence(
            reports: [Given.tests(tests)],
            project: project,
            surroundings: Surroundings(now: day.start)
        )
        return Judge(evidence: evidence).judge(criterion, of: .e2e)
    }

    private func tests(_ count: Int, _ properties: [String: String], _ status: TestCase.Status = .passed) -> [TestCase]
    {
        (0..<count).map { TestCase(name: "t\($0)", status: status, properties: properties) }
    }

    private func chrome(_ version: String, _ count: Int = 1, _ status: TestCase.Status = .passed) -> [TestCase] {
        tests(count, ["browser": "chrome", "browser_version": version], status)
    }

    @Test("latest and latest-1 are those of the list, and the verdict says which, by which list, and what really ran")
    func latest() throws {
        let verdict = try verdict(chrome("131.0.6778.33") + chrome("130.0.1"), project: project())
        #expect(verdict.cells.map(\.judgement.verdict) == [.pass, .pass, .pass])
        let notes = try #require(verdict.cells[0].judgement.measurements.first?.notes)
        #expect(notes == ["latest of chrome is 131, by the list of 2026-11-01", "ran on chrome 131.0.6778.33"])
    }

    @Test("without a list nobody knows what latest means")
    func noList() throws {
        let verdict = try verdict(chrome("131"), project: Project())
        #expect(verdict.cells.map(\.judgement.verdict) == [.notEvaluated, .notEvaluated, .notEvaluated])
        #expect(verdict.cells[0].judgement.reason?.contains("`browser_releases`") == true)
    }

    @Test("a list that does not reach so far, or does not know the browser, says so")
    func shortList() throws {
        let far = try verdict(chrome("129"), versions: ["latest-2"], project: project())
        #expect(far.cells[0].judgement.reason?.contains("no `latest-2` of chrome") == true)
        let unknown = try verdict([], browsers: ["firefox"], versions: ["latest"], project: project())
        #expect(unknown.cells[0].judgement.reason?.contains("no `latest` of firefox") == true)
    }

    @Test(
        "a list older than sixty days is told of, and a fresh one is not",
        arguments: [("2026-12-31", false), ("2027-01-01", true)]
    )
    func staleList(now: String, isStale: Bool) throws {
        let verdict = try verdict(chrome("131"), versions: ["latest"], project: project(), now: now)
        let notes = try #require(verdict.cells[0].judgement.measurements.first?.notes)
        #expect(notes.contains { $0.contains("days old") } == isStale)
    }

    @Test(
        "the version that really ran decides",
        arguments: [
            (["browser": "chrome", "browser_version": "131.0.6778"], Verdict.pass),
            (["browser": "chrome", "browserVersion": "131"], .pass),
            (["browser": "Google Chrome", "version": "131.1"], .pass), (["browser": "chrome 131.0.2"], .pass),
            (["browser": "chrome", "browser_version": "128.0"], .notEvaluated),
            (["browser": "chrome", "browser_version": "1310"], .notEvaluated),
            (["browser": "chrome", "version": "latest"], .notEvaluated), (["browser": "chrome"], .notEvaluated),
            (["browser": "chromium", "browser_version": "131.0"], .notEvaluated),
            (["browser": "firefox", "browser_version": "131.0"], .notEvaluated),
        ]
    )
    func realVersion(properties: [String: String], expected: Verdict) throws {
        let verdict = try verdict(tests(1, properties), versions: ["latest"], project: project())
        #expect(verdict.cells[0].judgement.verdict == expected)
    }

    @Test("a cell without its version says which versions ran instead")
    func otherVersion() throws {
        let verdict = try verdict(chrome("128.0"), versions: ["latest"], project: project())
        #expect(
            verdict.cells[0].judgement.reason?.hasPrefix("no test ran on chrome 131; tests ran on chrome 128.0") == true
        )
        let silent = try self.verdict(tests(1, ["browser": "chrome"]), versions: ["latest"], project: project())
        #expect(silent.cells[0].judgement.reason?.contains("nothing says on which version") == true)
    }

    @Test("WebKit is not Safari, unless the configuration lets it stand in, and then the verdict says so")
    func webkit() throws {
        let webkit = tests(3, ["browser": "webkit", "browser_version": "18.2"])
        let strict = try verdict(webkit, browsers: ["safari"], versions: ["latest"], project: project())
        #expect(strict.cells[0].judgement.verdict == .notEvaluated)
        #expect(strict.cells[0].judgement.reason?.contains("webkit, which is not safari") == true)
        let allowed = try project(standIns: ["safari": "webkit"])
        let lenient = try verdict(webkit, browsers: ["safari"], versions: ["latest"], project: allowed)
        #expect(lenient.cells[0].judgement.verdict == .pass)
        let notes = try #require(lenient.cells[0].judgement.measurements.first?.notes)
        #expect(notes.contains("3 tests ran on webkit, which is not safari and stands in for it"))
    }

    @Test("the rate must hold in each cell and over all of them")
    func overall() throws {
        let oneBad = try verdict(
            chrome("131", 99) + chrome("131", 1, .failed) + chrome("130", 30) + chrome("130", 1, .failed),
            project: project()
        )
        #expect(oneBad.cells.map(\.judgement.verdict) == [.pass, .fail, .pass])
        #expect(oneBad.cells[2].labels == [:])
        #expect(oneBad.cells[2].judgement.measurements.first?.samples == 131)
        #expect(oneBad.verdict == .fail)
        let allBad = try verdict(
            chrome("131", 97) + chrome("131", 3, .failed) + chrome("130", 100),
            project: project()
        )
        #expect(allBad.cells.map(\.judgement.verdict) == [.fail, .pass, .pass])
    }

    @Test("tests on browsers that nobody asked for count nowhere")
    func strangers() throws {
        let firefox = tests(50, ["browser": "firefox", "browser_version": "131"], .failed)
        let verdict = try verdict(chrome("131") + chrome("130") + firefox, project: project())
        #expect(verdict.verdict == .pass)
        #expect(verdict.cells[2].judgement.measurements.first?.samples == 2)
    }

    @Test("browsers without versions count whatever version ran, and say which")
    func noVersions() throws {
        let verdict = try verdict(chrome("7.1"), versions: [], project: Project())
        #expect(verdict.verdict == .pass)
        #expect(verdict.cells[0].judgement.measurements.first?.notes == ["ran on chrome 7.1"])
    }

    @Test("skipped tests prove nothing for their cell")
    func skipped() throws {
        let verdict = try verdict(chrome("131", 2, .skipped), versions: ["latest"], project: project())
        #expect(verdict.cells[0].judgement.reason?.hasPrefix("2 tests skipped, none executed") == true)
    }
}

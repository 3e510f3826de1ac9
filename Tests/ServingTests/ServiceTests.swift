import Core
import Dashboard
import Engine
import Glibc
import History
import Ledger
import Scanning
import Story
import TestSupport
import Testing

@testable import Serving

@Suite("The dashboard of the planted story")
struct ServiceTests {
    /// Made once: filling it takes longest.
    private static let demo = Demonstration()

    private func get(_ target: String, method: String = "GET", host: String = "localhost") async -> ServerResponse {
        await Self.demo.service.answer(ServerRequest(method, target, headers: [Header("Host", host)]))
    }

    private func json(_ path: String) async throws -> JSON {
        try JSON(parsing: await get("/api/v1/projects\(path)").bytes)
    }

    private static let pages = [
        "", "/runs", "/tests", "/flaky", "/coverage", "/performance", "/gates", "/review", "/runs?verdict=fail",
        "/releases", "/incidents", "/incidents/INC-1", "/releases?environment=production",
        "/tests?state=flaky&sort=slowest", "/gates?gate=coverage_gate", "/performance?machine=none",
        "/tests?page=9223372036854775807", "/tests?page=-1", "/runs?before=nan", "/runs?q=%22%3E",
    ]

    @Test("Every page is whole HTML without a script, and its data is JSON", arguments: pages)
    func whole(path: String) async throws {
        let page = await get("/projects/shop\(path)")
        #expect(page.status == 200)
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(text.hasPrefix("<!doctype html>") && text.hasSuffix("</html>\n"))
        #expect(!text.contains("<script") && !text.contains(" style=") && !text.contains("javascript:"))
        #expect(text.contains("<title>") && text.contains("aria-label"))
        let data = await get("/api/v1/projects/shop\(path)")
        #expect(data.status == 200 && data["content-type"] == "application/json")
        #expect(try JSON(parsing: data.bytes)["title"]?.string != nil)
    }

    @Test("The page of all projects tells the active from the quiet ones")
    func home() async throws {
        let home = try await json("")
        let names = home["projects"]?["rows"]?.array?.compactMap { $0["project"]?.string }
        #expect(names == ["billing", "shop"])
        #expect(home["inactive"]?["rows"]?[0]?["project"]?.string == "search")
        #expect(await get("/").status == 200)
    }

    @Test("The overview has the guide's four figures, the six gates, and the trends")
    func overview() async throws {
        let view = try await json("/shop")
        #expect(view["figures"]?["total_tests_run"]?["value"]?.int == 60)
        #expect(view["figures"]?["flaky_test_count"]?["value"]?.int == 2)
        #expect(view["figures"]?["average_execution_time"]?["value"]?.double ?? 0 > 20)
        let rate = try #require(view["figures"]?["pass_rate"]?["value"]?.double)
        #expect((0.9...1).contains(rate))
        #expect(view["gates"]?.object?.map(\.key) == GateID.allCases.map(\.rawValue))
        #expect(view["gates"]?["coverage_gate"]?["value"]?.string == "fail")
        #expect(view["coverage"]?["points"]?.array?.count == 60)
    }

    @Test("Trends show when something was deployed, on the page and in its data")
    func marks() async throws {
        let view = try await json("/shop")
        #expect(view["coverage"]?["marks"]?[0]?["text"]?.string == "deployed to production")
        let page = String(decoding: await get("/projects/shop").bytes, as: UTF8.self)
        #expect(page.contains("<line class=\"mark\"") && page.contains("deployed to production 1 time, last on"))
        #expect(try await json("/billing")["coverage"]?["marks"] == nil)
    }

    @Test("Every part of a page that has figures can be had as CSV, and the page links it")
    func parts() async throws {
        let page = String(decoding: await get("/projects/shop").bytes, as: UTF8.self)
        for (table, head) in [("figures", "id,value,detail"), ("coverage", "run,time,value"), ("runs", "run,verdict")] {
            let path = "/api/v1/projects/shop?format=csv&table=\(table)"
            let answer = await get(path)
            #expect(answer.status == 200 && String(decoding: answer.bytes, as: UTF8.self).hasPrefix(head), "\(table)")
            #expect(page.contains("table=\(table)"))
        }
        #expect(await get("/api/v1/projects/shop?format=csv&table=none").status == 404)
    }

    @Test("Two runs are compared that a reader has chosen, else the newest two")
    func comparing() async throws {
        let all = try #require(try await json("/shop/runs")["runs"]?["rows"]?.array?.compactMap { $0["run"]?.string })
        let rows = try await json("/shop/compare")["runs"]?["rows"]?.array?.compactMap { $0["run"]?.string }
        #expect(rows == [all[0], all[1]])
        let page = String(decoding: await get("/projects/shop/compare?a=\(all[7])").bytes, as: UTF8.self)
        #expect(
            page.contains("<option selected>\(all[7])</option>") && page.contains("<option selected>\(all[0])</option>")
        )
    }

    @Test("The page says the same of flaky tests as the report that the command line has")
    func flaky() async throws {
        let rows = try #require(try await json("/shop/flaky")["tests"]?["rows"]?.array)
        let history = try SQLiteHistory(path: Self.demo.shop.files.database)
        let runs = try history.runs(RunQuery(branches: ["main"], limit: InsightReader.stateRuns))
        let report = try InsightReader(history: history).flaky(runs)
        #expect(rows.map { $0["test"]?.string } == report.rows.map(\.key.text))
        #expect(rows.map { $0["runs_blocked"]?.int } == report.rows.map(\.runsBlocked))
    }

    @Test("The change of a test's time is on its page, with the run that brought it")
    func test() async throws {
        let tests = try #require(try await json("/shop/tests?q=\(PlantedStory.slower)")["tests"]?["rows"]?.array)
        let key = try #require(tests.first?["test"]?.string)
        let page = try await json("/shop/test\(Query().with("key", key).suffix)")
        let news = try #require(page["news"]?[0]?.string)
        #expect(news.hasPrefix("Its time changed for good from"))
        #expect(await get("/projects/shop/test?key=none").status == 404)
    }

    @Test("A run that failed names the tests that failed, and two runs can be compared")
    func runs() async throws {
        let rows = try #require(try await json("/shop/runs?verdict=fail")["runs"]?["rows"]?.array)
        #expect(rows.count > 10 && rows.allSatisfy { $0["verdict"]?.string == "fail" })
        let broken = try #require(rows.first { $0["failed"]?.int == 3 })
        let id = try #require(broken["run"]?.string)
        let failures = try await json("/shop/runs/\(id)")["failures"]?["rows"]?.array
        #expect(failures?.count ?? 0 >= 3)
        let all = try #require(try await json("/shop/runs")["runs"]?["rows"]?.array)
        #expect(all.count == RunsPage.listed)
        let other = try #require(all.last?["run"]?.string)
        let compared = try await json("/shop/compare?a=\(id)&b=\(other)")
        #expect(compared["runs"]?["rows"]?.array?.count == 2)
        #expect(await get("/projects/shop/compare?a=\(id)&b=none").status == 404)
        #expect(await get("/projects/shop/runs/\(id)/report").status == 404)
    }

    @Test("Pages of runs follow each other without a gap and without a run twice")
    func paging() async throws {
        var next: String? = "/api/v1/projects/shop/runs"
        var seen: [String] = []
        while let target = next {
            let data = try JSON(parsing: await get(target).bytes)
            seen += data["runs"]?["rows"]?.array?.compactMap { $0["run"]?.string } ?? []
            next = data["runs"]?["next"]?.string
        }
        #expect(seen.count == 240)
        #expect(Set(seen).count == 240)
    }

    @Test("Runs that all began at one time are all found, page by page")
    func sameTime() async throws {
        let folder = TemporaryFolder()
        let files = ProjectHistory(root: folder.path)
        let history = try files.open().history
        let record = PlantedStory().records[239]
        for number in 0..<RunsPage.listed * 2 + 10 {
            var copy = record
            copy.run.id = "run-\(number)"
            try history.add(copy)
        }
        let settings = DashboardService.Settings { 1_795_000_000 }
        let service = DashboardService(ProjectRegistry([ServedProject(name: "p", files: files)]), settings)
        var next: String? = "/api/v1/projects/p/runs"
        var seen: [String] = []
        while let target = next {
            let data = try JSON(parsing: await service.answer(ServerRequest("GET", target)).bytes)
            seen += data["runs"]?["rows"]?.array?.compactMap { $0["run"]?.string } ?? []
            next = data["runs"]?["next"]?.string
        }
        #expect(seen.count == RunsPage.listed * 2 + 10 && Set(seen).count == seen.count)
        await service.close()
    }

    @Test("A table as CSV has the rows of the page, and no formula")
    func csv() async throws {
        let answer = await get("/api/v1/projects/shop/runs?format=csv")
        #expect(answer["content-type"]?.hasPrefix("text/csv") == true)
        let lines = String(decoding: answer.bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == RunsPage.listed + 1)
        #expect(lines[0].hasPrefix("run,verdict,started"))
        let hostile = View(
            "x",
            blocks: [
                View.Block(
                    "t",
                    "",
                    .table(View.Table([View.Column("a", "A")], [[Cell("=1+1")], [Cell("a,\"b\"")]], empty: ""))
                )
            ]
        )
        #expect(ViewData.csv(hostile, table: nil) == "a\r\n'=1+1\r\n\"a,\"\"b\"\"\"\r\n")
        #expect(ViewData.csv(hostile, table: "none") == nil)
        #expect(await get("/api/v1/projects/shop?format=xml").status == 400)
    }

    @Test("Names from outside are text on a page, wherever they stand")
    func hostile() {
        let text = "<img src=x onerror=alert(1)>\"'&"
        let view = View(
            text,
            lead: text,
            filter: Choices([Choices.Field("q", text, value: text, choices: [])]),
            blocks: [
                View.Block(
                    "a",
                    text,
                    .table(View.Table([View.Column("a", text)], [[Cell(text, nil, .code)]], empty: ""))
                ),
                View.Block("b", text, .lines([text])),
                View.Block("c", "", .tiles([View.Tile("t", text, Cell(text), detail: text)])),
            ]
        )
        let page = ViewPage.html(view, at: Address(.tests, of: text, Query("branch=%22%3E")))
        #expect(!page.contains("<img") && !page.contains("onerror=alert(1)>\""))
    }

    @Test("Every answer says what a browser may do with it, also where nothing is found")
    func headers() async {
        for target in ["/", "/projects/shop", "/none", "/api/v1/none", "/health", "/metrics", "/style.css"] {
            let answer = await get(target)
            #expect(answer["content-security-policy"]?.hasPrefix("default-src 'none'") == true, "\(target)")
            #expect(answer["content-security-policy"]?.contains("unsafe") == false)
            #expect(answer["x-content-type-options"] == "nosniff")
            #expect(answer["referrer-policy"] == "same-origin")
            #expect(answer["cache-control"] != nil)
        }
    }

    @Test("By another name, and by another method than reading, nothing is answered")
    func refusals() async {
        #expect(await get("/", host: "evil.example").status == 421)
        #expect(await get("/", host: "localhost:8420").status == 200)
        #expect(await get("/", host: "[::1]:8420").status == 200)
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE"] {
            let answer = await get("/projects/shop", method: method)
            #expect(answer.status == 405)
            #expect(answer["allow"] == "GET, HEAD")
        }
        #expect(await get("/projects/none").status == 404)
        #expect(await get("/api/v1/projects/none")["content-type"] == "application/problem+json")
    }

    @Test("The description of the API names every page, and each path in it answers as it says")
    func description() async throws {
        let document = try JSON(parsing: await get("/api/v1/openapi.json").bytes)
        let paths = try #require(document["paths"]?.object)
        let all = try #require(try await json("/shop/runs")["runs"]?["rows"]?.array?.compactMap { $0["run"]?.string })
        let tests = try await json("/shop/tests")["tests"]?["rows"]?[0]?["test"]?.string
        let key = try #require(tests)
        let needed = Query().with("key", key).with("a", all[0]).with("b", all[1]).suffix
        for (page, _) in Page.navigation {
            let path = Address(page, of: "{project}").data(.json).replacing("%7Bproject%7D", with: "{project}")
            #expect(paths.contains { $0.key == path }, "\(path)")
        }
        let question = needed + "&environment=production&commit=\(DeskOfShop.commit)&artifact=\(DeskOfShop.artifact)"
        for path in paths where path.value["get"] != nil {
            let place = path.key.replacing("{project}", with: "shop").replacing("{run}", with: all[0])
                .replacing("{incident}", with: "INC-1")
            let answer = await get(place + question)
            // What is for those who sign in is not there where nobody does.
            let isGuarded = path.value["get"]?["security"] != nil && !path.key.hasSuffix("/deployable")
            #expect(answer.status == (isGuarded ? 404 : 200), "\(path.key)")
            #expect(path.value["get"]?["operationId"]?.string?.isEmpty == false)
        }
        let described = Set(
            paths.flatMap { path in (path.value.object ?? []).map { "\($0.key.uppercased()) \(path.key)" } }
        )
        let served = Endpoint.all.filter { $0.template.hasPrefix(Address.interface) }
        #expect(
            described == Set(served.map { "\($0.method) \($0.template)" }),
            "every address is described, and no other"
        )
    }

    @Test("A run of one project is not there in another, on any page that names one")
    func others() async throws {
        let all = try #require(try await json("/shop/runs")["runs"]?["rows"]?.array?.compactMap { $0["run"]?.string })
        let (a, b) = (all[0], all[1])
        for project in ["billing", "search", "none"] {
            for page in ["/runs/\(a)", "/runs/\(a)/report", "/compare?a=\(a)&b=\(b)"] {
                #expect(await get("/projects/\(project)\(page)").status == 404)
                #expect(await get("/api/v1/projects/\(project)\(page)").status == 404)
            }
        }
    }

    @Test("Health, readiness and the metrics of each project")
    func monitoring() async {
        #expect(await get("/health").status == 200)
        #expect(await get("/ready").status == 200)
        let text = String(decoding: await get("/metrics").bytes, as: UTF8.self)
        #expect(text.contains("assay_project_flaky_tests{project=\"shop\",branch=\"main\"} 2.0\n"))
        #expect(text.contains("assay_http_requests_total{code=\"200\"}"))
        #expect(text.contains("assay_project_verdict{project=\"shop\",branch=\"main\",verdict=\"fail\"} 1\n"))
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.split(separator: " ").last.flatMap { Double($0) } != nil, "\(line)")
        }
    }
}

/// The simulated projects in a folder of their own.
private final class Demonstration: Sendable {
    let folder = TemporaryFolder()
    let projects: [ServedProject]
    let service: DashboardService

    var shop: ServedProject { projects[0] }

    init() {
        let now = 1_795_000_000.0
        var projects: [ServedProject] = []
        for story in DemoStory.projects(now: now) {
            mkdir("\(folder.path)/\(story.name)", 0o755)
            let files = ProjectHistory(root: "\(folder.path)/\(story.name)")
            if let history = try? files.open().history {
                for record in story.records { _ = try? history.add(record) }
            }
            var known = ServedProject.Surroundings()
            if story.name == "shop" {
                known.desk = DeskOfShop()
                let body: JSON = ["environment": "production", "succeeded": true]
                let deployed = LedgerDraft("deployment", by: "ci", at: now - 86_400, body)
                _ = try? Ledger(folder: "\(folder.path)/shop/.assay/audit").append { _ in [deployed] }
            }
            projects.append(ServedProject(name: story.name, files: files, surroundings: known))
        }
        self.projects = projects
        var settings = DashboardService.Settings { now }
        settings.hosts = ["localhost", "[::1]"]
        service = DashboardService(ProjectRegistry(projects), settings)
    }
}

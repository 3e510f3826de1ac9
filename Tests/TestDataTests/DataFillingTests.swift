import Core
import Engine
import Execution
import TestSupport
import Testing

@testable import TestData

@Suite("Where records go")
struct DataFillingTests {
    private let folder = TemporaryFolder()

    /// Why the records could not be made; the program that makes them always fails.
    private func failure(_ urls: [String: String], service: String? = nil) async -> String {
        var strategy = DataStrategy()
        strategy.approach = .synthetic
        strategy.specification = "shop.yaml"
        strategy.service = service
        var access = EnvironmentAccess()
        for (name, url) in urls {
            access.values["services.\(name).url"] = url
            access.values["services.\(name).port"] = "5500"
            access.values["services.\(name).socket"] = "/nowhere"
        }
        let runner = LinuxProcessRunner(guardian: nil)
        let site = DataSite(
            runner: runner,
            folder: RunFolder(root: folder.path, path: folder.path),
            inherited: [:],
            program: "/bin/false",
            record: { _ in }
        )
        let tool = DataTool(runner: runner, inherited: [:], directory: folder.path, logs: folder.path)
        let filling = DataFilling(strategy: strategy, name: "performance_tests", access: access, site: site, tool: tool)
        do throws(LaunchError) { _ = try await filling.run() } catch { return error.message }
        return ""
    }

    @Test("the only PostgreSQL gets them, else the only Redis, else the one that is named")
    func chosen() async {
        let both = ["db": "postgresql://h/x", "cache": "redis://h"]
        #expect(await failure(both).contains("could not be made in \"db\""))
        #expect(await failure(["cache": "redis://h"]).contains("could not be made in \"cache\""))
        #expect(await failure(both, service: "cache").contains("could not be made in \"cache\""))
    }

    @Test("where there is none, or which of several is not said, that is told")
    func nowhere() async {
        #expect(await failure([:]).contains("the environment has neither PostgreSQL nor Redis"))
        let several = await failure(["one": "postgresql://h/x", "other": "postgresql://h/y"])
        #expect(several.contains("the environment has several (one, other); name one with 'service'"))
        #expect(await failure(["one": "redis://h"], service: "db").contains("called \"db\""))
    }
}

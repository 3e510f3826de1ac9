import Core
import Engine
import Execution
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import TestData

/// Nothing is around a step but its data.
private struct Nothing: EnvironmentProvider {
    func acquire(_ step: Step) async throws(LaunchError) -> EnvironmentAccess { EnvironmentAccess() }
    func release(_ step: Step, failed: Bool, log: String) async -> EnvironmentExit { EnvironmentExit() }
    func cancel(_ step: Step) {}
    func ended(_ step: Step) {}
    func force() {}
    func close() async {}
}

@Suite("Data of steps")
struct TestDataSessionTests {
    private let project = TemporaryFolder()
    private let said = Said()

    private final class Said: Sendable {
        let words = Mutex<[String]>([])
    }

    private func session(_ change: (inout DataStrategy) -> Void) -> TestDataSession {
        let run = project.path + "/.assay-run-\(UInt32.random(in: 0 ... .max))"
        mkdir(run, 0o755)
        mkdir(run + "/logs", 0o755)
        var strategy = DataStrategy()
        change(&strategy)
        var settings = TestDataSettings()
        settings.strategies = [.unit: strategy]
        let said = said
        let site = DataSite(
            runner: LinuxProcessRunner(guardian: nil),
            folder: RunFolder(root: project.path, path: run),
            inherited: [:],
            program: "/bin/false",
            record: { words in said.words.withLock { $0.append(words) } }
        )
        return TestDataSession(Nothing(), settings: settings, site: site)
    }

    private func step(_ name: String, _ kind: Kind = .unit) -> Step {
        Step(name: name, action: .arguments(["true"]), kind: kind)
    }

    @Test("two steps have folders of their own, each goes with its step, and nothing is left in the end")
    func folders() async throws {
        project.write("one", to: "a.txt")
        let session = session {
            $0.approach = .fixtures
            $0.fixtures = ["*.txt"]
        }
        let (one, other) = (step("one"), step("an other/one"))
        let first = try #require(try await session.acquire(one).variables["ASSAY_FIXTURES"])
        let second = try #require(try await session.acquire(other).variables["ASSAY_FIXTURES"])
        #expect(first != second)
        #expect(access(first + "/a.txt", F_OK) == 0 && access(second + "/a.txt", F_OK) == 0)
        _ = await session.release(one, failed: true, log: "")
        #expect(access(first, F_OK) != 0 && access(second, F_OK) == 0)
        await session.close()
        #expect(access(second, F_OK) != 0)
    }

    @Test("a volume that is kept is used again as the step left it")
    func kept() async throws {
        let change: (inout DataStrategy) -> Void = {
            $0.approach = .volumes
            $0.isKept = true
        }
        let first = session(change)
        let path = try #require(try await first.acquire(step("one")).variables["ASSAY_DATA"])
        #expect(path == project.path + "/.assay/data/one")
        project.write("mine", to: ".assay/data/one/x")
        _ = await first.release(step("one"), failed: false, log: "")
        await first.close()
        let second = session(change)
        _ = try await second.acquire(step("one"))
        #expect(project.read(".assay/data/one/x") == "mine")
    }

    @Test("steps of a kind without a strategy get nothing, and one without services is told so once")
    func others() async throws {
        let session = session {
            $0.approach = .seeding
            $0.seeds = [.script("false")]
        }
        #expect(try await session.acquire(step("other", .integration)).variables.isEmpty)
        for _ in 0..<2 {
            _ = try await session.acquire(step("one"))
            _ = await session.release(step("one"), failed: false, log: "")
        }
        let words = said.words.withLock { $0 }
        #expect(words == ["step \"one\" has no environment with services: its data are not made"])
    }

    @Test("fixtures that are not there are an error that names the step")
    func missing() async {
        let session = session {
            $0.approach = .fixtures
            $0.fixtures = ["data/**"]
        }
        do throws(LaunchError) {
            _ = try await session.acquire(step("one"))
            Issue.record("the step got its data")
        } catch {
            #expect(error.message.hasPrefix("test data of step \"one\": no file is a fixture: data/**"))
        }
    }
}

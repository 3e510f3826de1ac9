import Core
import Engine
import Execution
import Remote
import TestSupport
import Testing

@testable import TestData

@Suite("Seeds")
struct SeederTests {
    private let folder = TemporaryFolder()

    private func seeder(_ access: EnvironmentAccess = EnvironmentAccess()) -> Seeder {
        let tool = DataTool(
            runner: LinuxProcessRunner(guardian: nil),
            inherited: ["PATH": "/usr/bin:/bin"],
            directory: folder.path,
            logs: folder.path
        )
        return Seeder(tool: tool, transport: NIOTransport(), access: access, name: "e2e_tests")
    }

    private func failure(_ seeds: [DataSeed], _ access: EnvironmentAccess = EnvironmentAccess()) async -> LaunchError? {
        var seeder = seeder(access)
        do throws(LaunchError) { try await seeder.run(seeds) } catch { return error }
        return nil
    }

    @Test("commands run in the project with the services' variables, and the first that fails is the end")
    func commands() async throws {
        var access = EnvironmentAccess(values: ["services.db.port": "5500"])
        access.variables = ["GREETING": "hello"]
        let ended = await failure(
            [
                .script("echo $GREETING {services.db.port} > seen"),
                .arguments(["sh", "-c", "echo no such plan; exit 7"]),
                .script("touch never"),
            ],
            access
        )
        #expect(folder.read("seen") == "hello 5500\n")
        #expect(folder.read("never") == nil)
        let error = try #require(ended)
        #expect(error.message.contains("seed 2 of e2e_tests failed") && error.message.contains("exit code 7"))
        #expect(error.details.contains("no such plan"))
    }

    @Test("values of an answer go into later requests, as text of JSON where they stand in JSON")
    func values() async throws {
        let server = ScriptedServer { request in
            .text(201, request.path == "/users" ? #"{"user": {"id": "u\"1"}, "n": [7]}"# : "{}")
        }
        let base = "http://127.0.0.1:\(server.port)"
        let first = SeedRequest(
            method: "POST",
            url: "\(base)/users",
            headers: [:],
            body: #"{"name":"Ada"}"#,
            isJSON: true,
            saves: ["id": "user.id", "n": "n.0"]
        )
        let second = SeedRequest(
            method: "PUT",
            url: "\(base)/plans/{data.n}",
            body: #"{"of":"{data.id}"}"#,
            isJSON: true
        )
        #expect(await failure([.request(first), .request(second)]) == nil)
        #expect(server.requests.map(\.path) == ["/users", "/plans/7"])
        #expect(server.requests[1].text == #"{"of":"u\"1"}"#)
        #expect(server.requests[0].headers["content-type"] == "application/json")
    }

    @Test("a status that is not expected, and an answer that lacks what is asked for, are told with request and answer")
    func refusals() async throws {
        let server = ScriptedServer { request in
            request.path == "/full" ? .text(507, "no room left") : .text(200, #"{"id": 4}"#)
        }
        let base = "http://127.0.0.1:\(server.port)"
        let full = SeedRequest(method: "POST", url: "\(base)/full", body: "the record")
        let refused = try #require(await failure([.request(full)]))
        #expect(refused.message.contains("answered with status 507"))
        #expect(refused.details.contains("the request: the record"))
        #expect(refused.details.contains("the answer: no room left"))
        let expected = SeedRequest(method: "POST", url: "\(base)/full", expected: [507])
        #expect(await failure([.request(expected)]) == nil)
        let lacking = SeedRequest(method: "GET", url: "\(base)/x", saves: ["user": "user.id"])
        let missing = try #require(await failure([.request(lacking)]))
        #expect(missing.message.contains("has nothing at 'user.id'"))
    }

    @Test(
        "what cannot be asked is told before it is asked",
        arguments: [
            ("{data.user}/x", "no seed before it saves that value"), ("db:5432", "no address of http or https"),
        ]
    )
    func unaskable(_ url: String, _ words: String) async throws {
        let error = try #require(await failure([.request(SeedRequest(method: "GET", url: url))]))
        #expect(error.message.contains(words), "\(error.message)")
    }
}

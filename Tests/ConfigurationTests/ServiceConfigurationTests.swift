import Configuration
import Core
import Testing

@Suite("services and containers of the configuration")
struct ServiceConfigurationTests {
    private func service(_ keys: String) -> Service? {
        load("services:\n  it: \(keys)\n").project?.services.services.first
    }

    private func error(_ keys: String) -> String {
        load("services:\n  it: \(keys)\n").lines(.error).joined(separator: "\n")
    }

    @Test("an image that Assay knows is a preset, every other one is a container")
    func images() {
        #expect(service("postgres:16")?.provider == .preset(.postgres))
        #expect(service("postgres:16")?.image == "postgres:16")
        #expect(service("{image: \"redis:7\", provider: container}")?.place == .container)
        #expect(service("search:3")?.provider == .image("search:3", []))
        #expect(service("{image: \"search:3\", run: [serve, now]}")?.provider == .image("search:3", ["serve", "now"]))
        #expect(service("{image: \"search:3\", run: go}")?.provider == .image("search:3", ["sh", "-euc", "go"]))
        // A command decides what runs, whatever the image is called.
        #expect(service("{image: \"redis:7\", run: [redis-cli]}")?.provider == .image("redis:7", ["redis-cli"]))
    }

    @Test(
        "a port of an image is the number inside, or both; one of a command is its own",
        arguments: [
            ("{image: a, ports: 8080}", ServicePort(name: "port", inside: 8080)),
            ("{image: a, ports: \"9000:8080\"}", ServicePort(name: "port", number: 9000, inside: 8080)),
            ("{image: a, ports: free}", ServicePort(name: "port")),
            ("{run: [a], ports: 8080}", ServicePort(name: "port", number: 8080)),
        ]
    )
    func ports(_ keys: String, _ port: ServicePort) { #expect(service(keys)?.ports == [port]) }

    @Test(
        "what cannot be is an error with its reason",
        arguments: [
            ("{run: [a], ports: \"1:2\"}", "'1:2' is no port: a number from 1 to 65535, or free"),
            (
                "{image: a, ports: \"1:2:3\"}",
                "'1:2:3' is no port: a number from 1 to 65535, both numbers (9000:8080), or free"
            ),
            ("{run: [a], provider: container}", "a container needs an 'image' that it is made of"),
            ("{preset: mock, stubs: a.yaml, provider: container}", "a mock is Assay's own program"),
            ("{image: \"search:3\", provider: process}", "nothing on this machine stands for 'search:3'"),
            ("{preset: mock}", "the preset mock needs 'stubs'"),
            ("{run: [a], stubs: a.yaml}", "'stubs' is for the preset mock"),
            ("{image: \"search:3\", version: \"3\"}", "nothing tells the version of it"),
            ("{preset: redis, image: redis}", "needs one of 'run', 'preset' and 'image'"),
        ]
    )
    func mistakes(_ keys: String, _ words: String) { #expect(error(keys).contains(words), "\(error(keys))") }

    @Test("a mock says what it answers and where its report goes")
    func mock() {
        let mock = service("{preset: mock, stubs: [a.yaml, b.yaml], openapi: c.yaml, dependency: pay, report: r.json}")
        #expect(
            mock?.mock
                == MockSource(stubs: ["a.yaml", "b.yaml"], contract: "c.yaml", dependency: "pay", report: "r.json")
        )
    }

    @Test("a step says what its container is made of; a sandbox has no image")
    func isolation() {
        let text = """
            pipeline: {stages: [{name: s, steps: [a, b]}]}
            environments: {e: {isolation: container, image: "i:2", exclusive: true}}
            steps:
              a: {run: [a], isolation: {level: container, image: "i:1", network: none}}
              b: {run: [b], environment: e}
            """
        let project = load(text).project
        var isolation = Isolation(level: .container)
        isolation.image = "i:1"
        isolation.hasNetwork = false
        #expect(project?.pipeline.steps["a"]?.isolation == isolation)
        #expect(project?.environments.first?.image == "i:2")
        #expect(project?.environments.first?.isExclusive == true)
        let wrong = load(text.replacing("level: container, image", with: "level: sandbox, image"))
        #expect(wrong.lines(.error).joined().contains("an 'image' is for 'level: container'"))
    }
}

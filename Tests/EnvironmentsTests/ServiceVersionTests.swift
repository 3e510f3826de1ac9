import Core
import Testing

@testable import Environments

@Suite("versions and places of services")
struct ServiceVersionTests {
    @Test(
        "an image's name tells the preset and the version that is asked for",
        arguments: [
            ("postgres:16", ServicePreset.postgres, "16"), ("postgres:16.2-alpine", .postgres, "16.2"),
            ("docker.io/library/redis:7", .redis, "7"), ("redis:latest", .redis, nil), ("redis", .redis, nil),
        ] as [(String, ServicePreset, String?)]
    )
    func images(_ image: String, _ preset: ServicePreset, _ version: String?) {
        let found = ServicePreset.named(by: image)
        #expect(found?.preset == preset)
        #expect(found?.version == version)
    }

    @Test("other images stand for nothing")
    func unknown() { #expect(ServicePreset.named(by: "mock-torchserve:1") == nil) }

    @Test("16.2 is 16, and 160 and 1 are not")
    func met() {
        #expect(ServiceVersion("16").isMet(by: "16.2"))
        #expect(ServiceVersion("16").isMet(by: "16"))
        #expect(!ServiceVersion("16").isMet(by: "160"))
        #expect(!ServiceVersion("16.2").isMet(by: "16"))
    }

    @Test("the number behind a program's name is its version")
    func numbers() {
        #expect(Programs.version(in: "postgres (PostgreSQL) 15.18 (Debian 15.18-0)", behind: "PostgreSQL) ") == "15.18")
        #expect(Programs.version(in: "Redis server v=7.0.15 sha=00000000:0", behind: "v=") == "7.0.15")
        #expect(Programs.version(in: "something else", behind: "v=") == nil)
    }

    @Test("variables are named for their service")
    func variables() {
        let service = Service(name: "my-db", provider: .preset(.postgres), ports: [ServicePort(name: "port")])
        #expect(
            service.variables(for: ["url": "u", "port": "1", "folder": "f"]) == ["MY_DB_URL": "u", "MY_DB_PORT": "1"]
        )
        var named = service
        named.exports = ["DATABASE_URL": "url", "MISSING": "user"]
        #expect(named.variables(for: ["url": "u"]) == ["DATABASE_URL": "u"])
    }

    @Test(
        "a health check asks this machine only",
        arguments: [
            ("/health", 80, "/health"), ("http://localhost:8080/a?b=c", 8080, "/a?b=c"), ("http://127.0.0.1", 80, "/"),
        ]
    )
    func addresses(_ text: String, _ port: Int, _ path: String) {
        let address = LocalAddress(text, port: 80)
        #expect(address?.port == port)
        #expect(address?.path == path)
    }

    @Test(
        "what is no address of this machine is none",
        arguments: ["http://example.org/", "https://localhost/", "x", "/a b", "http://localhost:0/"]
    )
    func foreign(_ text: String) { #expect(LocalAddress(text, port: 80) == nil) }

    @Test("a user is found by its whole name")
    func accounts() {
        let text =
            "root:x:0:0::/root:/bin/sh\nredis2:x:7:8::/:/bin/sh\nredis:x:109:116::/var/lib/redis:/usr/sbin/nologin\n"
        #expect(Account.named("redis", in: text) == Account(user: 109, group: 116))
        #expect(Account.named("postgres", in: text) == nil)
    }
}

@Suite("the catalogue of services")
struct ServiceCatalogueTests {
    private func service(_ name: String, needs: [String] = []) -> Service {
        var service = Service(name: name, provider: .arguments(["true"]))
        service.dependencies = needs
        return service
    }

    @Test("groups are opened, images resolve, and each service stands once behind what it needs")
    func order() throws {
        let catalogue = ServiceCatalogue(
            services: [service("api", needs: ["db", "postgres:16"]), service("db"), service("web", needs: ["api"])],
            groups: [ServiceGroup(name: "all", members: ["web", "db", "api"])]
        )
        #expect(try catalogue.services(for: ["all", "db"]).map(\.name) == ["db", "postgres", "api", "web"])
    }

    @Test("what nobody defines is named")
    func undefined() {
        #expect(throws: ServiceError.undefined("frontend")) { try ServiceCatalogue().services(for: ["frontend"]) }
    }

    @Test("services that wait for each other are named in a circle")
    func circle() {
        let catalogue = ServiceCatalogue(services: [service("a", needs: ["b"]), service("b", needs: ["a"])])
        #expect(throws: ServiceError.circle(["a", "b", "a"])) { try catalogue.services(for: ["a"]) }
    }
}

import Engine
import Testing

@testable import TestData

@Suite("Databases of an environment")
struct ServicePointTests {
    @Test("those that the environment has are found by their details, in the order of their names")
    func found() {
        let points = ServicePoint.all(
            in: EnvironmentAccess(values: [
                "services.store.url": "postgresql://postgres@127.0.0.1:5500/app", "services.store.port": "5500",
                "services.store.socket": "/tmp/s", "services.store.database": "app", "services.store.user": "me",
                "services.cache.url": "redis://127.0.0.1:6400/0", "services.cache.port": "6400",
                "services.cache.socket": "/tmp/r",
                "services.web.url": "http://127.0.0.1:80", "services.web.port": "80",
            ])
        )
        #expect(points.map(\.name) == ["cache", "store"])
        #expect(points.map(\.kind) == [.redis, .postgres])
        #expect(points[1].url == "postgresql://me@127.0.0.1:5500/app")
        #expect(points[0].url == "redis://127.0.0.1:6400/0")
    }

    @Test("an address that a service says of another one's database is not taken for its own")
    func borrowed() {
        let access = EnvironmentAccess(values: [
            "services.web.url": "postgres://127.0.0.1/app", "services.web.port": "80",
        ])
        #expect(ServicePoint.all(in: access).isEmpty)
    }
}

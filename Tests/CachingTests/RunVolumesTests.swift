import Caching
import Core
import Glibc
import TestSupport
import Testing

@Suite("Folders that outlive a run")
struct RunVolumesTests {
    private func volumes(_ folder: TemporaryFolder, run: String = "r", inherited: [String: String] = [:]) -> RunVolumes
    {
        var settings = StorageSettings()
        (settings.mountsDependencies, settings.sharesTestData) = (true, true)
        return RunVolumes(settings, root: folder.path, run: run, scope: .shared, inherited: inherited)
    }

    @Test("a package manager keeps what it fetched for as long as its lock files stay, and only where it has any")
    func dependencies() {
        let folder = TemporaryFolder()
        folder.write("{}", to: "package-lock.json")
        let first = volumes(folder)
        first.finish()
        let place = first.variables["npm_config_cache"]
        #expect(place?.hasPrefix(folder.path) == true && access(place ?? "", W_OK) == 0)
        #expect(first.variables["PIP_CACHE_DIR"] == nil)
        let second = volumes(folder)
        second.finish()
        #expect(second.variables["npm_config_cache"] == place)
        for round in 0..<5 {
            folder.write("{\"v\": \(round)}", to: "package-lock.json")
            let other = volumes(folder)
            other.finish()
            #expect(other.variables["npm_config_cache"] != place)
        }
        #expect(volumes(folder, inherited: ["npm_config_cache": "/mine"]).variables["npm_config_cache"] == nil)
    }

    @Test("test data shared in memory ends with the run")
    func testData() throws {
        let volumes = volumes(TemporaryFolder(), run: "t\(getpid())")
        let place = try #require(volumes.variables[RunVolumes.testData])
        #expect(mkdir("\(place)/d", 0o755) == 0)
        volumes.finish()
        #expect(access(place, F_OK) != 0)
    }
}

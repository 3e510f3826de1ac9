import Engine
import Glibc
import TestSupport
import Testing

@testable import TestData

@Suite("Folders of fixtures")
struct FixtureFolderTests {
    private let project = TemporaryFolder()
    private let place = TemporaryFolder()

    private func words(_ body: () throws -> Void) -> String {
        do { try body() } catch { return (error as? LaunchError)?.message ?? "\(error)" }
        return ""
    }

    @Test("a folder holds copies of the files that match, which may be changed, and nothing that was there before")
    func fill() throws {
        project.write("one", to: "a.txt")
        project.write("two", to: "b.csv")
        chmod(project.path + "/a.txt", 0o444)
        let folder = FixtureFolder(root: project.path, path: place.path + "/own")
        #expect(try folder.fill(["*.txt"]) == 1)
        #expect(place.read("own/a.txt") == "one")
        place.write("changed", to: "own/a.txt")
        place.write("more", to: "own/c.txt")
        #expect(try folder.fill(["*"]) == 2)
        #expect(place.read("own/a.txt") == "one")
        #expect(place.read("own/c.txt") == nil)
        #expect(project.read("a.txt") == "one")
    }

    @Test("no file that matches is an error with the globs, and no glob is an empty folder")
    func nothing() throws {
        let folder = FixtureFolder(root: project.path, path: place.path + "/own")
        #expect(words { _ = try folder.fill(["x/**", "*.sql"]) }.contains("x/**, *.sql match nothing"))
        #expect(try folder.fill([]) == 0)
        #expect(access(place.path + "/own", F_OK) == 0)
    }

    @Test("a folder becomes again what its originals are, folders in it as well")
    func restored() throws {
        for path in ["/from", "/from/deep", "/to", "/to/other"] { mkdir(place.path + path, 0o755) }
        place.write("kept", to: "from/deep/x")
        place.write("changed", to: "to/other/y")
        try FixtureFolder.copyAll(place.path + "/from", to: place.path + "/to")
        #expect(place.read("to/deep/x") == "kept")
        #expect(access(place.path + "/to/other", F_OK) != 0)
    }

    @Test("originals that are gone are told, and what is there stays")
    func gone() {
        mkdir(place.path + "/to", 0o755)
        place.write("mine", to: "to/x")
        let told = words { try FixtureFolder.copyAll(place.path + "/from", to: place.path + "/to") }
        #expect(told.contains("is not there any more"))
        #expect(place.read("to/x") == "mine")
    }
}

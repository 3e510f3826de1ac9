import Engine
import Glibc
import History
import Scanning
import Story
import TestSupport
import Testing

@testable import Serving

@Suite("Copies of a server's data")
struct BackupTests {
    private let folder = TemporaryFolder()
    private let files: ProjectHistory
    private var backup: DataBackup { DataBackup("\(folder.path)/backups") }
    private var data: String { "\(folder.path)/data" }
    private var back: String { "\(folder.path)/back" }

    init() throws {
        for name in ["data", "data/projects", "data/projects/shop"] { mkdir("\(folder.path)/\(name)", 0o755) }
        files = ProjectHistory(root: "\(folder.path)/data/projects/shop")
        folder.write("people", to: "data/people.json")
        chmod("\(folder.path)/data/people.json", 0o600)
        folder.write("a session", to: "data/sessions")
        for record in PlantedStory().records.prefix(3) { try files.own.add(record) }
        _ = try files.open()
    }

    @Test("What comes back is every run and every account, and no session; the index is made anew")
    func thereAndBack() throws {
        let made = try backup.make(of: data, now: 100, keeping: 3)
        #expect(made.files == made.copied && made.files >= 4)
        #expect(try backup.restore(nil, to: back).files == made.files)
        #expect(folder.read("back/people.json") == "people" && folder.read("back/sessions") == nil)
        var status = stat()
        #expect(stat("\(back)/people.json", &status) == 0 && status.st_mode & 0o777 == 0o600)
        let restored = try ProjectHistory(root: "\(back)/projects/shop").open()
        #expect(restored.synced.added == 3)
        #expect(throws: (any Error).self) { try backup.restore(nil, to: back) }
    }

    @Test("Another backup copies what is new; the ones before stay what they were, until too many are there")
    func again() throws {
        _ = try backup.make(of: data, now: 100, keeping: 2)
        try files.own.add(PlantedStory().records[7])
        folder.write("more people", to: "data/people.json")
        #expect(try backup.make(of: data, now: 200, keeping: 2).copied == 2)
        #expect(try backup.restore("100", to: back).name == "100")
        #expect(folder.read("back/people.json") == "people")
        #expect(try backup.make(of: data, now: 300, keeping: 2).copied == 0)
        #expect(backup.names == ["200", "300"])
        #expect(try backup.restore(nil, to: "\(folder.path)/other").name == "300")
        #expect(folder.read("other/people.json") == "more people")
    }

    @Test("A backup whose content was changed, and a list that leads elsewhere, are refused")
    func damaged() throws {
        _ = try backup.make(of: data, now: 100, keeping: 2)
        let digest = Secret.digest(of: "people")
        folder.write("nobody", to: "backups/contents/\(digest.prefix(2))/\(digest)")
        #expect(throws: (any Error).self) { try backup.restore(nil, to: back) }
        for path in ["../evil", "/etc/evil", "a/../../evil", "", "a//b"] {
            let file: JSON = ["path": JSON(path), "size": 1, "changed": 1, "mode": 420, "sha256": JSON(digest)]
            #expect(BackupManifest(["version": 1, "made": 1, "files": [file]]) == nil, "\(path)")
        }
    }
}

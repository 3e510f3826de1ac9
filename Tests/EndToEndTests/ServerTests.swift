import Core
import Glibc
import Testing

private let python = Folder.projectRoot + "/.venv/bin/python"

private func tool(_ name: String) -> String? {
    let places = [
        Folder.projectRoot + "/.venv/bin/\(name)", Folder.projectRoot + "/.venv-\(name)/bin/\(name)",
        "/usr/sbin/\(name)", "/usr/bin/\(name)",
    ]
    return places.first { access($0, X_OK) == 0 }
}

@Suite("The dashboard among real programs", .timeLimit(.minutes(30)))
struct ServerTests {
    private func run(_ script: String, _ arguments: [String], in folder: Folder) -> String {
        let own = ["\(Folder.projectRoot)/Tests/Server/\(script)"] + arguments
        let ended = Program.run([python] + own, in: folder)
        return ended.code == 0 ? "" : "\(ended.out)\(ended.err)"
    }

    @Test(
        "Killed at random moments while runs are sent to it, it loses no accepted run and has none twice",
        .enabled(if: access(python, X_OK) == 0, "Python is missing: scripts/bootstrap test installs it")
    )
    func killed() {
        let folder = Folder()
        let rounds = getenv("ASSAY_KILLS").map { String(cString: $0) } ?? "12"
        #expect(run("crash.py", [Program.assay, folder.path, rounds], in: folder) == "")
    }

    @Test(
        "Behind nginx, pages and news of a run come through, within 300 ms",
        .enabled(if: tool("nginx") != nil, "nginx is missing: scripts/bootstrap test installs it")
    )
    func proxied() throws {
        let folder = Folder()
        #expect(run("proxy.py", [Program.assay, folder.path, try #require(tool("nginx"))], in: folder) == "")
    }

    @Test(
        "Releases, incidents, alerts and reports without Assay are what the command line makes of them",
        .enabled(if: access(python, X_OK) == 0, "Python is missing: scripts/bootstrap test installs it")
    )
    func desk() {
        let folder = Folder()
        #expect(run("desk.py", [Program.assay, folder.path], in: folder) == "")
    }

    @Test(
        "A GitHub that asks for a deployment is answered by an App, and told to wait for people",
        .enabled(
            if: access(python, X_OK) == 0 && tool("openssl") != nil,
            "Python or openssl is missing: scripts/bootstrap test installs them"
        )
    )
    func protected() {
        let folder = Folder()
        #expect(run("protection.py", [Program.assay, folder.path], in: folder) == "")
    }

    @Test(
        "What a clone of the project says counts, and a proposed criterion is tried as the command line tries it",
        .enabled(if: access(python, X_OK) == 0, "Python is missing: scripts/bootstrap test installs it")
    )
    func tried() {
        let folder = Folder()
        #expect(run("trial.py", [Program.assay, folder.path], in: folder) == "")
    }

    @Test(
        "Every page reads in a browser, wide and narrow, light and dark, without scripts; axe finds nothing, news are quick",
        .enabled(
            if: tool("playwright") != nil && tool("chromium") != nil,
            "Chromium or Playwright is missing: scripts/bootstrap browser installs them"
        )
    )
    func walked() throws {
        let folder = Folder()
        let arguments = [Program.assay, try #require(tool("chromium")), folder.path]
        #expect(run("walk.py", arguments, in: folder) == "")
    }

    @Test(
        "A scanner of web applications and a fuzzer of interfaces find nothing",
        .enabled(
            if: tool("wapiti") != nil && tool("schemathesis") != nil,
            "wapiti or schemathesis is missing: scripts/bootstrap attack installs them"
        )
    )
    func attacked() throws {
        let folder = Folder()
        let arguments = [Program.assay, folder.path, try #require(tool("wapiti")), try #require(tool("schemathesis"))]
        #expect(run("attack.py", arguments, in: folder) == "")
    }
}

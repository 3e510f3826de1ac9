import Core
import Glibc
import Testing

@testable import Execution

@Suite("The search for files")
struct FileGlobTests {
    private func tree() -> Workshop {
        let shop = Workshop()
        for name in ["root", "root/a", "root/a/b", "root/node_modules", "root/.build", "outside"] {
            shop.makeDirectory(name)
        }
        for name in [
            "root/z.xml", "root/a/1.xml", "root/a/b/2.xml", "root/a/b/2.json", "root/node_modules/n.xml",
            "root/.build/t.xml", "outside/secret.xml",
        ] { shop.write("x", to: name) }
        symlink("../outside", "\(shop.path)/root/out")
        symlink("../../outside/secret.xml", "\(shop.path)/root/a/leak.xml")
        symlink("1.xml", "\(shop.path)/root/a/alias.xml")
        symlink("..", "\(shop.path)/root/a/circle")
        mkfifo("\(shop.path)/root/pipe.xml", 0o600)
        return shop
    }

    @Test(
        "the files that a pattern names are found, sorted, and only those inside the root",
        arguments: [
            ("**/*.xml", ["a/1.xml", "a/alias.xml", "a/b/2.xml", "z.xml"], 1),
            ("*.xml", ["z.xml"], 0), ("a/*", ["a/1.xml", "a/alias.xml"], 1),
            ("a/b/2.{xml,json}", ["a/b/2.json", "a/b/2.xml"], 0),
            (".build/*.xml", [".build/t.xml"], 0), ("node_modules/n.xml", ["node_modules/n.xml"], 0),
            ("./z.xml", ["z.xml"], 0), ("none/*.xml", [], 0), ("none.xml", [], 0), ("pipe.xml", [], 0),
            ("out/*.xml", [], 1), ("out/secret.xml", [], 1), ("../outside/*.xml", [], 1), ("/etc/passwd", [], 1),
        ] as [(String, [String], Int)]
    )
    func search(pattern: String, files: [String], problems: Int) {
        let shop = tree()
        let found = FileGlob(root: "\(shop.path)/root").files(matching: pattern)
        #expect(found.files == files)
        #expect(found.problems.count == problems, "\(found.problems)")
    }

    @Test("a file that several patterns name is found once")
    func once() {
        let shop = tree()
        let globs = ["z.xml", "*.xml", "**/z.*"].map { Glob($0) }
        #expect(FileGlob(root: "\(shop.path)/root").files(matching: globs).files == ["z.xml"])
    }
}

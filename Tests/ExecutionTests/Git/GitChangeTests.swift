import Core
import Glibc
import Testing

@testable import Execution

@Suite("What a change changes")
struct GitChangeTests {
    private let numbered = (1...20).map { "line \($0)\n" }.joined()

    @Test("the tree as it is counts: commits of the branch, what is not committed, and new files that are not ignored")
    func workingTree() {
        let repository = Repository()
        repository.write(numbered, to: "a.py")
        repository.write("ignored.py\n", to: ".gitignore")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.write("new\n" + numbered, to: "a.py")
        repository.commit()
        repository.write("new\n" + numbered + "\n\n", to: "a.py")
        repository.write("x\n", to: "ö \"ü\".py")
        repository.write("x\n", to: "ignored.py")
        let status = repository.git("status", "--porcelain")
        let found = repository.change()
        #expect(found.files == ["a.py": "modified +1,22-23 blank 22-23", "ö \"ü\".py": "added +1"])
        #expect(found.base?.hasPrefix("main at ") == true)
        #expect(repository.git("status", "--porcelain") == status, "the repository is only read")
    }

    @Test("moves are followed, committed or not, and a move alone adds no line")
    func moves() {
        let repository = Repository()
        repository.write(numbered, to: "old/pure.py")
        repository.write(numbered + "x\n", to: "old/edited.py")
        repository.write("y\n" + numbered, to: "old/loose.py")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.git("mv", "old", "new")
        repository.write("first\n" + numbered + "x\n", to: "new/edited.py")
        repository.commit()
        rename("\(repository.path)/new/loose.py", "\(repository.path)/moved.py")
        #expect(
            repository.change().files == [
                "new/pure.py": "renamed from old/pure.py", "new/edited.py": "renamed from old/edited.py +1",
                "moved.py": "renamed from old/loose.py",
            ]
        )
    }

    @Test("what an attribute calls binary is compared all the same, and a repository inside is none of ours")
    func attributes() {
        let repository = Repository()
        repository.write("a\n", to: "a.py")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.write("*.py -diff\n", to: ".gitattributes")
        repository.write("a\nb\n", to: "a.py")
        repository.shop.makeDirectory("inner")
        repository.git("init", "-q", "inner")
        repository.write("x\n", to: "inner/x.py")
        #expect(repository.change().files == [".gitattributes": "added +1", "a.py": "modified +2"])
    }

    @Test("a project in a folder of its repository sees its own files, by its own paths")
    func subfolder() {
        let repository = Repository()
        repository.write(numbered, to: "app/a.py")
        repository.write(numbered, to: "other/b.py")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.write(numbered + "x\n", to: "app/a.py")
        repository.write(numbered + "x\n", to: "other/b.py")
        let found = GitChange(directory: repository.path + "/app", environment: repository.environment).read()
        #expect(found.files == ["a.py": "modified +21"])
    }

    @Test("on the protected branch the last commit is the change, or the push where the CI system tells of it")
    func onBranch() {
        let repository = Repository()
        repository.write("1\n", to: "a.py")
        repository.commit()
        let first = repository.git("rev-parse", "HEAD")?.split(separator: "\n").first.map(String.init)
        #expect(repository.change().files == ["a.py": "added +1"], "of the first commit everything is new")
        repository.write("1\n2\n", to: "a.py")
        repository.commit()
        repository.write("1\n2\n3\n", to: "a.py")
        repository.commit()
        #expect(repository.change().files == ["a.py": "modified +3"])
        #expect(repository.change(before: first).files == ["a.py": "modified +2-3"])
        #expect(repository.change(["CI_COMMIT_BEFORE_SHA": first ?? ""]).files == ["a.py": "modified +2-3"])
        let zeros = String(repeating: "0", count: 40)
        #expect(repository.change(before: zeros).files == ["a.py": "modified +3"], "a new branch has no before")
        #expect(repository.change(base: "HEAD~2").files == ["a.py": "modified +2-3"])
        #expect(repository.change(base: "HEAD").files == [:])
    }

    @Test("a branch that merged the protected one is compared with what it merged")
    func merges() {
        let repository = Repository()
        repository.write(numbered, to: "a.py")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.write("mine\n", to: "mine.py")
        repository.commit()
        repository.git("checkout", "-q", "main")
        repository.write("theirs\n", to: "theirs.py")
        repository.commit()
        repository.git("checkout", "-q", "topic")
        repository.git("merge", "-q", "--no-edit", "main")
        #expect(repository.change().files == ["mine.py": "added +1"])
    }

    @Test("where the base is not known the reason says what to do")
    func unknown() {
        let empty = Workshop()
        let environment = ["PATH": "/usr/bin:/bin", "HOME": empty.path, "GIT_CEILING_DIRECTORIES": "/tmp"]
        let outside = GitChange(directory: empty.path, environment: environment)
        #expect(outside.read().reason?.contains("no git repository") == true)

        let repository = Repository(["-b", "stem"])
        repository.write("1\n", to: "a.py")
        repository.commit()
        #expect(repository.change().reason?.contains("--base") == true)
        #expect(repository.change(base: "nowhere").reason?.contains("nowhere") == true)
        #expect(repository.change(["GITHUB_BASE_REF": "main"]).reason?.contains("fetch-depth: 0") == true)
        repository.git("checkout", "-q", "--orphan", "main")
        repository.commit("another beginning")
        repository.git("checkout", "-q", "stem")
        #expect(repository.change().reason?.contains("fetch-depth: 0") == true, "no common history")

        repository.write("2\n", to: "a.py")
        repository.commit()
        let clone = Workshop()
        let shallow = GitCommand(directory: clone.path, environment: repository.environment)
        _ = shallow.output(["clone", "-q", "--depth", "1", "-b", "stem", "file://\(repository.path)", "."])
        _ = shallow.output(["branch", "-q", "main"])
        let found = GitChange(directory: clone.path, environment: repository.environment).read()
        #expect(found.reason?.contains("fetch-depth: 0") == true, "a shallow clone")
    }

    @Test("a source in UTF-16 has lines although git calls it binary")
    func utf16() {
        let repository = Repository()
        let text = { (lines: [String]) in lines.map { "\($0)\u{0}\r\u{0}\n\u{0}" }.joined() }
        repository.write(text(["a", "b"]), to: "a.cs")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.write(text(["a", "b", "c", ""]), to: "a.cs")
        let found = repository.change().files
        #expect(found["a.cs"]?.contains("+3-4") == true, "\(found)")
    }

    @Test("changes of white space alone can be left out, of line ends too")
    func whitespace() {
        let repository = Repository()
        repository.write(numbered, to: "a.py")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.write((1...20).map { "line \($0)\r\n" }.joined() + "new\r\n", to: "a.py")
        #expect(repository.change().files == ["a.py": "modified +1-21 -1-20"])
        let own = GitChange(directory: repository.path, environment: repository.environment, ignoresWhitespace: true)
        #expect(own.read().files == ["a.py": "modified +21"])
    }

    @Test("a file got what it holds when it was written, or when it was committed where that is earlier")
    func times() throws {
        func changed(_ repository: Repository) throws -> Double {
            guard case .change(let change) = repository.change() else { return 0 }
            return try #require(change.files.first { $0.path == "a.py" }?.changed)
        }
        let repository = Repository()
        repository.write("a = 1\n", to: "a.py")
        repository.commit()
        repository.git("checkout", "-qb", "topic")
        repository.write("a = 1\ndef f():\n    return a\n", to: "a.py")
        var times = [timeval(tv_sec: 2_000_000, tv_usec: 0), timeval(tv_sec: 2_000_000, tv_usec: 0)]
        #expect(utimes("\(repository.path)/a.py", &times) == 0)
        #expect(try changed(repository) == 2_000_000, "not committed: when it was written")
        repository.commit()
        #expect(utimes("\(repository.path)/a.py", &times) == 0)
        #expect(try changed(repository) == 2_000_000, "the commit came later")
        var later = [timeval(tv_sec: 4_000_000_000, tv_usec: 0), timeval(tv_sec: 4_000_000_000, tv_usec: 0)]
        #expect(utimes("\(repository.path)/a.py", &later) == 0)
        #expect(try changed(repository) < 4_000_000_000, "a checkout wrote it anew, long after the commit")
    }

    @Test("links that git keeps are known with what they lead to, within the folder only")
    func links() {
        let repository = Repository()
        repository.write("x\n", to: "real/a.py")
        symlink("real", "\(repository.path)/linked")
        symlink("../real/a.py", "\(repository.path)/real/b.py")
        symlink("/etc/hostname", "\(repository.path)/outside")
        repository.commit()
        let links = GitTree.links(directory: repository.path, environment: repository.environment)
        #expect(links["linked"] == "real")
        #expect(links["outside"] == nil)
    }
}

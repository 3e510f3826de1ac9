import Core
import Selection
import Testing

@Suite("what tests were seen to touch")
struct MapTests {
    private let origin = FileMap.Origin(run: "r1", commit: "abcdef0123456", environment: "linux", time: 1)

    private func touches(_ notes: [String]) -> RawTouches {
        var touches = RawTouches()
        touches.read(Array(notes.map { $0 + "\0" }.joined().utf8))
        return touches
    }

    private func unit(_ test: String?, step: String = "unit", passed: Bool = true, _ notes: [String]) -> MapBuilder.Unit
    {
        MapBuilder.Unit(keys: [FileMap.Key(step: step, test: test)], touches: touches(notes), passed: passed)
    }

    /// What was made before the run, where it is among the files that units touch.
    private static let old: [String: MapBuilder.Age] = Dictionary(
        uniqueKeysWithValues: [
            "target/A.class", "lib/a.so", "dist/bundle.js", "tool", "local.json", ".ruff_cache/x", ".venv/bin/python",
            "vendor/bin/phpunit",
        ].map { ($0, .beforeRun) } + [("target/B.class", .inRun)]
    )

    private func map(_ units: [MapBuilder.Unit], sources: Set<String>) -> FileMap {
        var map = FileMap()
        MapBuilder(units, sources: sources, age: Self.old).add(to: &map, origin)
        return map
    }

    private func view(
        _ map: FileMap,
        _ files: [ChangedFile]?,
        commits: Int = 3,
        environment: String = "linux"
    ) -> MapView {
        MapView(
            map,
            since: map.origins.map { _ in MapView.Since(files: files, commits: commits) },
            environment: environment,
            maxAge: 10,
            testFiles: ["t/a.py", "t/new.py"],
            own: files ?? []
        )
    }

    private let sources: Set<String> = ["src/a.py", "src/b.py", "data/x.json", "t/a.py", "conf/base.yaml", "lib/c.c"]

    private func isTouched(_ answer: MapView.Answer) -> Bool { if case .touched = answer { true } else { false } }

    private func reason(_ answer: MapView.Answer) -> String {
        switch answer {
        case .touched(let grounds): grounds.map(\.words).joined(separator: "; ")
        case .untouched(let reason), .void(let reason): reason
        }
    }

    @Test(
        "a test depends on what it reads, runs, looks for in vain and lists",
        arguments: [
            (ChangedFile("src/a.py"), true), (ChangedFile("src/b.py"), false),
            (ChangedFile("data/x.json", .deleted), true),
            (ChangedFile("conf/local.yaml", .added), true), (ChangedFile("conf/other.yaml", .added), false),
            (ChangedFile("src/new.py", .added), true), (ChangedFile("src/b.py", .deleted), true),
            (ChangedFile("t/new.py", .added), false), (ChangedFile("data", .place), true),
            (ChangedFile("lib", .place), false),
        ]
    )
    func dependencies(file: ChangedFile, isTouched expected: Bool) {
        let map = map(
            [
                unit(
                    "t/a.py",
                    [
                        "R/t/a.py", "R/src/a.py", "R/data/x.json", "N/conf/local.yaml", "D/src", "D/t",
                        "E/usr/bin/python3",
                    ]
                )
            ],
            sources: sources
        )
        #expect(isTouched(view(map, [file]).answer(step: "unit", test: "t/a.py")) == expected)
    }

    @Test(
        "byte code stands for its source, what lies in a package for that, what a step made for what made it"
    )
    func derived() throws {
        let map = map(
            [
                unit(nil, step: "build", ["R/lib/c.c", "W/build/c.o", "W/build/app"]),
                unit(
                    "t/a.py",
                    [
                        "R/src/__pycache__/a.cpython-311.pyc", "R/node_modules/x/index.js", "X/build/app", "W/out.xml",
                        "R/out.xml",
                    ]
                ),
            ],
            sources: sources
        )
        let entry = try #require(map.entry(step: "unit", test: "t/a.py"))
        #expect(Set(map.sets[entry.set].files.map { map.paths[Int($0)] }) == ["src/a.py", "lib/c.c", "node_modules/x"])
        #expect(map.sets[entry.set].blind == nil)
    }

    @Test("what was made before the run makes a recording worthless; a unit that failed has none")
    func stale() throws {
        let map = map(
            [unit("t/a.py", ["R/src/a.py", "R/target/A.class"]), unit("t/b.py", passed: false, ["R/src/b.py"])],
            sources: sources
        )
        let entry = try #require(map.entry(step: "unit", test: "t/a.py"))
        #expect(try #require(map.sets[entry.set].stale).contains("target/A.class") && map.sets[entry.set].blind == nil)
        #expect(reason(view(map, []).answer(step: "unit", test: "t/a.py")).contains("was made before"))
        let unseen = self.map(
            [
                unit("t/a.py", ["R/src/a.py", "R/target/B.class"]),
                unit("t/b.py", ["R/src/b.py", "R/target/gone.class"]),
            ],
            sources: sources
        )
        let blind = ["t/a.py", "t/b.py"].map { test in
            unseen.entry(step: "unit", test: test).flatMap { unseen.sets[$0.set].blind } != nil
        }
        #expect(blind == [true, false] && unseen.sets.allSatisfy { $0.stale == nil })
        #expect(map.entry(step: "unit", test: "t/b.py") == nil)
    }

    @Test(
        "what a compiler made before the run is told by its ending, its folder, or by being run; caches are none of it",
        arguments: [
            ("R/lib/a.so", true), ("R/dist/bundle.js", true), ("X/tool", true), ("R/local.json", false),
            ("R/.ruff_cache/x", false), ("X/.venv/bin/python", false), ("X/vendor/bin/phpunit", false),
        ]
    )
    func products(note: String, isStale: Bool) throws {
        let map = map([unit("t/a.py", ["R/src/a.py", note])], sources: sources)
        let entry = try #require(map.entry(step: "unit", test: "t/a.py"))
        #expect((map.sets[entry.set].stale != nil) == isStale)
    }

    @Test(
        "what is looked for in vain where packages may lie is missed as a package, and as a file that people may write"
    )
    func absentPackages() {
        let map = map(
            [unit("t/a.py", ["R/src/a.py", "N/vendor/acme/pay/src/Pay.php", "N/env/local.yaml"])],
            sources: sources
        )
        for file in [
            ChangedFile("vendor/acme/pay/src/Pay.php", .added), ChangedFile("env/local.yaml", .added),
            ChangedFile(package: "acme/pay", of: .php, .added),
        ] {
            #expect(isTouched(view(map, [file]).answer(step: "unit", test: "t/a.py")), "\(file.path)")
        }
    }

    @Test("a test depends on the packages that it uses, and on every one where not all that it uses could be seen")
    func packages() throws {
        let site = "/opt/py/lib/python3.11/site-packages"
        let inside = ".venv/lib/python3.11/site-packages"
        var map = FileMap()
        MapBuilder(
            [
                unit("t/a.py", ["R/src/a.py", "P\(site)/left/__pycache__/x.cpython-311.pyc", "p\(site)"]),
                unit(
                    "t/b.py",
                    ["R/src/b.py", "R/\(inside)/right/__init__.py", "R/\(inside)/left-1.dist-info/entry_points.txt"]
                ),
                unit("t/c.py", ["R/lib/c.c", "P\(site)/nobodys.py"]),
                unit("t/d.py", ["P\(site)/left/x.py"]),
                unit("t/e.rb", ["R/lib/c.c", "P/usr/local/bundle/gems/rack-session-2.0.0/lib/rack.rb"]),
                unit("t/f.php", ["R/lib/c.c", "R/vendor/acme/pay/src/Pay.php", "R/vendor/composer/installed.php"]),
            ],
            sources: sources,
            distributions: ["\(site)/left/x.py": "left", "\(inside)/right/__init__.py": "right"]
        ).add(to: &map, origin)
        let touched = { (file: ChangedFile) -> [String] in
            let view = view(map, [file])
            return ["t/a.py", "t/b.py", "t/c.py", "t/e.rb", "t/f.php"].filter {
                isTouched(view.answer(step: "unit", test: $0))
            }
        }
        #expect(touched(ChangedFile(package: "left", of: .python, .modified)) == ["t/a.py", "t/c.py"])
        #expect(touched(ChangedFile(package: "right", of: .python, .modified)) == ["t/b.py", "t/c.py"])
        #expect(touched(ChangedFile(package: "other", of: .python, .modified)) == ["t/c.py"])
        #expect(touched(ChangedFile(package: "other", of: .python, .added)) == ["t/a.py", "t/c.py"])
        #expect(touched(ChangedFile(package: "rack-session", of: .ruby, .modified)) == ["t/c.py", "t/e.rb"])
        #expect(touched(ChangedFile(package: "acme/pay", of: .php, .modified)) == ["t/c.py", "t/f.php"])
        #expect(reason(view(map, []).answer(step: "unit", test: "t/d.py")).contains("no file of the project"))
    }

    @Test("a recording that is too old, of other programs, of an unknown commit, or empty proves nothing")
    func void() {
        let map = map([unit("t/a.py", ["R/src/a.py"]), unit("t/empty.py", [])], sources: sources)
        #expect(reason(view(map, []).answer(step: "unit", test: "t/a.py")).contains("3 commits ago"))
        #expect(reason(view(map, [], commits: 11).answer(step: "unit", test: "t/a.py")).contains("too many"))
        #expect(
            reason(view(map, [], environment: "bsd").answer(step: "unit", test: "t/a.py")).contains("other programs")
        )
        #expect(reason(view(map, nil).answer(step: "unit", test: "t/a.py")).contains("not here"))
        #expect(reason(view(map, []).answer(step: "unit", test: "t/empty.py")).contains("no file of the project"))
        #expect(reason(view(map, []).answer(step: "unit", test: "t/c.py")).contains("no recording"))
    }

    @Test("maps of shards are one map, in which the newest recording of each test counts")
    func merged() throws {
        var first = map([unit("t/a.py", ["R/src/a.py"])], sources: sources)
        var second = FileMap()
        let later = FileMap.Origin(run: "r2", commit: "fff", environment: "linux", time: 2)
        MapBuilder([unit("t/a.py", ["R/src/b.py"]), unit("t/b.py", ["R/src/a.py"])], sources: sources).add(
            to: &second,
            later
        )
        first.merge(second)
        #expect(first.entries.count == 2)
        let entry = try #require(first.entry(step: "unit", test: "t/a.py"))
        #expect(
            first.sets[entry.set].files.map { first.paths[Int($0)] } == ["src/b.py"]
                && first.origins[entry.origin].run == "r2"
        )
    }

    @Test("with a map, a change of a file that no test touches runs one test, and nothing is unknown")
    func selected() {
        let map = map([unit("t/a.py", ["R/t/a.py", "R/src/a.py"]), unit("t/b.py", ["R/src/b.py"])], sources: sources)
        var step = StepWork(Step(name: "unit", action: .arguments(["true"])), tests: ["t/a.py", "t/b.py", "t/new.py"])
        step.prepares = false
        let select = { (files: [ChangedFile]) -> Selection in
            var input = SelectionInput(changes: .files(files, base: "main"), steps: [step])
            input.files = Array(sources)
            input.map = view(map, files)
            return Selector(input).select()
        }
        let selection = select([ChangedFile("src/a.py")])
        #expect(selection.choices.map(\.isChosen) == [true, false, true])
        #expect(selection.proven == 2 && selection.whole == nil)
        #expect(select([ChangedFile("README.md")]).choices.map(\.isChosen) == [false, false, true])
        #expect(select([ChangedFile("t/new.py", .added)]).choices.map(\.isChosen) == [false, false, true])
    }
}

import Caching
import Core
import Engine
import Glibc
import TestSupport
import Testing

@Suite("Results by all that they rest on")
struct ResultCacheTests {
    @Test("a result is found exactly where the inputs are as they were when one was kept", arguments: 0..<8)
    func property(seed: Int) async {
        var random = SeededGenerator(seed: UInt64(seed))
        let shop = CacheShop()
        var tree = Tree()
        for _ in 0..<8 { tree.change(&random) }
        var kept: Set<[String: Tree.Seen]> = []
        for round in 0..<60 {
            let change = tree.change(&random)
            shop.write(tree)
            if random.chance(30) { shop.renew() } else { shop.commandRan() }
            let isKept = kept.contains(tree.inputs)
            let answer = await shop.cache.find(shop.step)
            guard answer.isFound == isKept else {
                Issue.record("seed \(seed), round \(round), \(change): \(answer), and kept is \(isKept)")
                return
            }
            if !isKept, random.chance(60) {
                let note = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
                guard case .stored = note else {
                    Issue.record("seed \(seed), round \(round): \(note)")
                    return
                }
                kept.insert(tree.inputs)
            }
        }
        #expect(kept.count > 5)
    }

    @Test("outputs, reports and the output come back byte for byte, with what makes them programs and links")
    func restores() async {
        let shop = CacheShop(outputs: ["out/**"], reports: ["r/*.xml"])
        shop.folder.write("src", to: shop.make("src/a"))
        #expect(!(await shop.cache.find(shop.step)).isFound)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }
        shop.folder.write(bytes, to: shop.make("out/d/data.bin"))
        shop.folder.write("#!/bin/sh", to: shop.make("out/tool"))
        chmod("\(shop.folder.path)/out/tool", 0o755)
        symlink("d/data.bin", "\(shop.folder.path)/out/link")
        shop.folder.write("<testsuite/>", to: shop.make("r/a.xml"))
        let log = shop.folder.write("said\r\n", to: "log")
        let note = await shop.cache.store(shop.step, StepResult(reports: ["r/a.xml"], log: log))
        guard case .stored = note else {
            Issue.record("\(note)")
            return
        }
        for name in ["out/d/data.bin", "out/tool", "out/link", "r/a.xml"] { unlink("\(shop.folder.path)/\(name)") }
        rmdir("\(shop.folder.path)/out/d")
        shop.renew()
        #expect((await shop.cache.find(shop.step)).isFound)
        let restored = "\(shop.folder.path)/logs/s-1.log"
        #expect(await shop.cache.restore(shop.step, log: restored) == nil)
        #expect(CacheShop.bytes("\(shop.folder.path)/out/d/data.bin") == bytes)
        #expect(shop.folder.read("out/tool") == "#!/bin/sh" && access("\(shop.folder.path)/out/tool", X_OK) == 0)
        #expect(CacheShop.target("\(shop.folder.path)/out/link") == "d/data.bin")
        #expect(shop.folder.read("r/a.xml") == "<testsuite/>" && shop.folder.read("logs/s-1.log") == "said\r\n")
        #expect(shop.folder.names.allSatisfy { !$0.hasSuffix(".part") })
    }

    @Test("outputs that are there already keep their times; a report is always new")
    func keepsTimes() async {
        let shop = CacheShop(outputs: ["out/*"], reports: ["r.xml"])
        shop.folder.write("src", to: shop.make("src/a"))
        _ = await shop.cache.find(shop.step)
        shop.folder.write("o", to: shop.make("out/o"))
        shop.folder.write("r", to: "r.xml")
        _ = await shop.cache.store(shop.step, StepResult(reports: ["r.xml"], log: nil))
        let before = (shop.inode("out/o"), shop.inode("r.xml"))
        shop.renew()
        _ = await shop.cache.find(shop.step)
        #expect(await shop.cache.restore(shop.step, log: shop.folder.path + "/log") == nil)
        #expect(shop.inode("out/o") == before.0 && shop.inode("r.xml") != before.1)
    }

    @Test("content that is damaged or gone is a miss, and what was there stays")
    func damaged() async {
        for isGone in [true, false] {
            let shop = CacheShop(outputs: ["out"])
            shop.folder.write("src", to: shop.make("src/a"))
            _ = await shop.cache.find(shop.step)
            shop.folder.write("made", to: "out")
            _ = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
            for blob in shop.stored("blobs") {
                chmod(blob, 0o644)
                if isGone { unlink(blob) } else { CacheShop.write("evil", blob) }
            }
            shop.folder.write("mine", to: "out")
            shop.renew()
            #expect((await shop.cache.find(shop.step)).isFound)
            let problem = await shop.cache.restore(shop.step, log: shop.folder.path + "/log")
            #expect(problem?.contains(isGone ? "no longer there" : "damaged") == true)
            #expect(shop.folder.read("out") == "mine")
        }
    }

    @Test("an entry that names a place outside of the project, or is none, is a miss")
    func hostile() async {
        let shop = CacheShop(outputs: ["out"])
        shop.folder.write("src", to: shop.make("src/a"))
        _ = await shop.cache.find(shop.step)
        shop.folder.write("made", to: "out")
        _ = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
        // What is kept for others is kept here as well.
        let entries = shop.stored("entries") + shop.storedForOthers("entries")
        #expect(entries.count == 2)
        if let entry = entries.first {
            let text = String(decoding: CacheShop.bytes(entry) ?? [], as: UTF8.self)
            for (old, new) in [
                ("\"path\":\"out\"", "\"path\":\"../out\""), ("\"path\":\"out\"", "\"path\":\"/etc/x\""),
                ("\"path\":\"out\"", "\"path\":\".git/hooks/x\""), ("\"assay_cache\":1", "\"assay_cache\":2"),
                ("{", "["), ("\"step\":\"s\"", "\"step\":\"other\""),
            ] {
                #expect(text.contains(old))
                for entry in entries { CacheShop.write(text.replacing(old, with: new), entry) }
                shop.renew()
                #expect(!(await shop.cache.find(shop.step)).isFound, "\(new)")
            }
        }
    }

    @Test("inputs that change while the step runs make a result that belongs to neither state")
    func changedMeanwhile() async {
        let shop = CacheShop()
        shop.folder.write("one", to: shop.make("src/a"))
        _ = await shop.cache.find(shop.step)
        shop.commandRan()
        shop.folder.write("two", to: "src/a")
        let note = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
        #expect(note == .notStored(reason: "while it ran its inputs changed: file src/a: changed"))
    }

    @Test("inputs and outputs that match nothing are a reason to run, and to keep nothing")
    func nothing() async {
        let shop = CacheShop(outputs: ["out"])
        #expect(await shop.cache.find(shop.step) == .missing(reasons: ["no file matches the inputs src/**"]))
        shop.folder.write("one", to: shop.make("src/a"))
        shop.renew()
        #expect(await shop.cache.find(shop.step) == .missing(reasons: ["no result is kept of it yet"]))
        let note = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
        #expect(note == .notStored(reason: "no file matches the outputs out"))
    }

    @Test("a result that is older than a criterion believes is refused")
    func age() async {
        let shop = CacheShop(maximalAge: .seconds(60))
        shop.folder.write("one", to: shop.make("src/a"))
        _ = await shop.cache.find(shop.step)
        _ = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
        shop.clock.now = 1059
        #expect((await shop.cache.find(shop.step)).isFound)
        shop.clock.now = 1061
        let answer = await shop.cache.find(shop.step)
        #expect("\(answer)".contains("max_age") && !answer.isFound)
    }

    @Test("nobody keeps what they may not, and nobody reads what others may not have made")
    func rights() async {
        let shop = CacheShop()
        shop.folder.write("one", to: shop.make("src/a"))
        func rights(_ reads: [CacheScope], _ writes: CacheScope?) {
            shop.rights = CacheScope.Rights(reads: reads, writes: writes, reason: "no")
            shop.renew()
        }
        let own = CacheScope.own(branch: "x")
        rights([.shared], nil)
        _ = await shop.cache.find(shop.step)
        #expect(await shop.cache.store(shop.step, StepResult(reports: [], log: nil)) == .notStored(reason: "no"))
        rights([own, .shared], own)
        _ = await shop.cache.find(shop.step)
        _ = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
        #expect((await shop.cache.find(shop.step)).isFound)
        rights([.shared], nil)
        #expect(!(await shop.cache.find(shop.step)).isFound)
        rights([.own(branch: "y"), .shared], nil)
        #expect(!(await shop.cache.find(shop.step)).isFound)
        #expect(shop.sharedEntries == 0)
        rights([.shared], .shared)
        _ = await shop.cache.find(shop.step)
        _ = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
        #expect(shop.sharedEntries == 1)
    }

    @Test("many that keep and take the same results at once disturb nobody")
    func concurrent() async {
        let shop = CacheShop(outputs: ["out"])
        shop.folder.write("one", to: shop.make("src/a"))
        shop.folder.write("made", to: "out")
        let problems = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<24 {
                group.addTask {
                    let cache = shop.another()
                    _ = await cache.find(shop.step)
                    let note = await cache.store(shop.step, StepResult(reports: [], log: nil))
                    guard case .stored = note, await cache.find(shop.step).isFound else { return true }
                    return await cache.restore(shop.step, log: shop.folder.path + "/log") != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(problems == 0)
        #expect(shop.folder.read("out") == "made" && shop.stored("blobs").count == 1)
    }

    @Test("a cache stays within its bound: what was used least recently goes first")
    func bound() async {
        let shop = CacheShop(outputs: ["out"], limit: 100_000)
        for round in 0..<30 {
            shop.folder.write("\(round)", to: shop.make("src/a"))
            shop.renew()
            _ = await shop.cache.find(shop.step)
            shop.folder.write([UInt8](repeating: UInt8(round), count: 10_000), to: "out")
            let note = await shop.cache.store(shop.step, StepResult(reports: [], log: nil))
            guard case .stored = note else {
                Issue.record("\(note)")
                return
            }
            for entry in shop.stored("entries") { shop.age(entry) }
            await shop.cache.finish()
        }
        let bytes = shop.stored("blobs").reduce(0) { $0 + (CacheShop.bytes($1)?.count ?? 0) }
        #expect(bytes <= 100_000 && bytes >= 50_000)
        shop.renew()
        #expect((await shop.cache.find(shop.step)).isFound)
        shop.folder.write("0", to: "src/a")
        shop.renew()
        #expect(!(await shop.cache.find(shop.step)).isFound)
    }
}

extension CacheAnswer {
    var isFound: Bool { if case .found = self { true } else { false } }
}

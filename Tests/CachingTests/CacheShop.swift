import Caching
import Core
import Engine
import Glibc
import Synchronization
import TestSupport

/// A project with one step whose result is kept, and a cache beside it.
final class CacheShop: @unchecked Sendable {
    final class Clock: RunClock {
        private let state = Mutex(1000.0)
        var now: Double {
            get { state.withLock { $0 } }
            set { state.withLock { $0 = newValue } }
        }
        func wallTime() -> Double { now }
        func monotonicTime() -> Duration { .zero }
        func sleep(until deadline: Duration) async throws {}
    }

    let folder = TemporaryFolder()
    let store = TemporaryFolder()
    let shared = TemporaryFolder()
    let clock = Clock()
    let step: PlannedStep
    var rights = CacheScope.Rights(reads: [.shared], writes: .shared, reason: "")
    private let limit: Double
    private let maximalAge: Duration?
    private(set) var cache: ResultCache

    init(outputs: [String] = [], reports: [String] = [], limit: Double = 1e9, maximalAge: Duration? = nil) {
        var step = Step(
            name: "s",
            action: .arguments(["true"]),
            inputs: ["src/**"],
            reports: reports.map { ReportPattern(glob: $0) }
        )
        (step.cache, step.outputs) = (true, outputs)
        self.step = PlannedStep(step: step, stage: "all", stageIndex: 0, index: 0)
        (self.limit, self.maximalAge) = (limit, maximalAge)
        cache = Self.make(folder, store, shared, clock, rights, limit, maximalAge, self.step)
    }

    /// As another run would see the project.
    func renew() { cache = another() }

    func another() -> ResultCache { Self.make(folder, store, shared, clock, rights, limit, maximalAge, step) }

    private static func make(
        _ folder: TemporaryFolder,
        _ store: TemporaryFolder,
        _ shared: TemporaryFolder,
        _ clock: Clock,
        _ rights: CacheScope.Rights,
        _ limit: Double,
        _ maximalAge: Duration?,
        _ step: PlannedStep
    ) -> ResultCache {
        let setup = ResultCache.Setup(
            root: folder.path,
            local: FolderStorage(store.path),
            shared: FolderStorage(shared.path),
            rights: rights,
            environment: ["PATH": "/usr/bin:/bin"],
            limit: limit,
            maximalAge: maximalAge,
            run: "r1"
        )
        let stage = PlannedStage(name: "all", index: 0, steps: 0..<1, order: .atOnce, waitsFor: [])
        return ResultCache(setup, plan: Plan(stages: [stage], steps: [step]), clock: clock)
    }

    /// A command has run meanwhile.
    func commandRan() {
        let attempt = AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: 0, log: "x")
        for event in [
            RunEvent.attemptStarted(step: "x", number: 1, processID: 1), .attemptEnded(step: "x", attempt),
        ] {
            cache.receive(RecordedEvent(run: "r", sequence: 0, time: 0, event: event))
        }
    }

    /// The name, with the folders above it made.
    func make(_ name: String) -> String {
        var path = folder.path
        for part in name.split(separator: "/").dropLast() {
            path += "/\(part)"
            mkdir(path, 0o755)
        }
        return name
    }

    /// Makes the tree what is given, and nothing else.
    func write(_ tree: Tree) {
        for path in Self.files(below: folder.path)
        where tree.nodes[String(path.dropFirst(folder.path.count + 1))] == nil {
            unlink(path)
        }
        for (name, node) in tree.nodes {
            let path = "\(folder.path)/\(make(name))"
            if let link = node.link {
                if Self.target(path) != link {
                    unlink(path)
                    symlink(link, path)
                }
                continue
            }
            if Self.target(path) != nil { unlink(path) }
            if folder.read(name) != node.content { folder.write(node.content, to: name) }
            chmod(path, node.isProgram ? 0o755 : 0o644)
        }
    }

    func stored(_ part: String) -> [String] { Self.files(below: "\(store.path)/\(part)") }

    func storedForOthers(_ part: String) -> [String] { Self.files(below: "\(shared.path)/\(part)") }

    var sharedEntries: Int { storedForOthers("entries").count }

    func inode(_ name: String) -> UInt {
        var status = stat()
        lstat("\(folder.path)/\(name)", &status)
        return UInt(status.st_ino)
    }

    /// Makes a file look as if it had been used ten seconds earlier than it was.
    func age(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        let time = timespec(tv_sec: status.st_mtim.tv_sec - 10, tv_nsec: 0)
        _ = [time, time].withUnsafeBufferPointer { utimensat(AT_FDCWD, path, $0.baseAddress, 0) }
    }

    static func target(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 1024)
        let length = readlink(path, &buffer, 1023)
        return length > 0 ? String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    static func write(_ text: String, _ path: String) {
        guard let file = fopen(path, "w") else { return }
        fputs(text, file)
        fclose(file)
    }

    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    private static func files(below folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let path = "\(folder)/\(name)"
            found += entry.pointee.d_type == UInt8(DT_DIR) ? files(below: path) : [path]
        }
        return found
    }
}

/// Files as a model: what lies below `src` is read by the step, what lies below `other` is not.
struct Tree {
    struct Node: Hashable {
        var content = ""
        var isProgram = false
        var link: String?
    }

    /// What a step sees of an input.
    struct Seen: Hashable {
        var link: String?
        var content: String?
        var isProgram: Bool
    }

    var nodes: [String: Node] = ["src/f0": Node(content: "0"), "other/f0": Node(content: "0")]

    private static let names = ["f0", "f1", "f2", "d/f0", "d/f1", "d/e/f0"]

    /// One change that a person or a tool could make; says which.
    @discardableResult
    mutating func change(_ random: inout SeededGenerator) -> String {
        let folder = random.chance(70) ? "src" : "other"
        let name = "\(folder)/\(random.pick(Self.names))"
        let other = "\(folder)/\(random.pick(Self.names))"
        switch random.below(8) {
        case 0, 1: nodes[name] = Node(content: "\(random.below(3))")
        case 2: nodes[name] = nil
        case 3:
            // A rename keeps the content and changes the place.
            if let node = nodes[name], node.link == nil {
                nodes[name] = nil
                nodes[other] = node
            }
        case 4: if nodes[name]?.link == nil { nodes[name]?.isProgram.toggle() }
        case 5: nodes["\(folder)/f2"] = Node(link: random.pick(["f0", "f1", "../other/f0", "nowhere", "f2"]))
        case 6: if let node = nodes[name], node.link == nil { nodes[other] = node }
        default:
            let held = nodes[name]
            nodes[name] = nodes[other]
            nodes[other] = held
        }
        for (path, node) in nodes where node.link != nil && path.split(separator: "/").count != 2 { nodes[path] = nil }
        nodes["src/f0"] = nodes["src/f0"] ?? Node(content: "0")
        return "a change of \(name)"
    }

    var inputs: [String: Seen] {
        var seen: [String: Seen] = [:]
        for (path, node) in nodes where path.hasPrefix("src/") {
            let file = file(path, 0)
            seen[path] = Seen(link: node.link, content: file?.content, isProgram: file?.isProgram ?? false)
        }
        return seen
    }

    private func file(_ path: String, _ depth: Int) -> Node? {
        guard let node = nodes[path], depth < 8 else { return nil }
        guard let link = node.link else { return node }
        let folder = path.hasPrefix("src/") ? "src" : "other"
        return file(link.hasPrefix("../") ? String(link.dropFirst(3)) : "\(folder)/\(link)", depth + 1)
    }
}

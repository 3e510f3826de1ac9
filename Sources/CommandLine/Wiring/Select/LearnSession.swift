import Core
import Engine
import Execution
import Glibc
import Recording
import Selection
import Signing
import Storage

/// `run --learn`: what the tests of this run touch, kept with the run.
struct LearnSession {
    let root: String
    let project: Project
    let environment: [String: String]
    private let sources: [String]
    /// What is not as its commit has it: a recording holds for that state alone.
    private let dirty: [String]

    /// A usage error where nothing can be learned here.
    init(root: String, project: Project, context: RunContext, environment: [String: String]) throws {
        let past = GitPast(directory: root, environment: environment)
        guard let commit = context.commit, let sources = past.sources, let dirty = past.changes(since: commit) else {
            throw CommandFailure(.usage, "--learn: a recording is of a commit, and this is no git checkout with one")
        }
        self.root = root
        self.project = project
        self.environment = environment
        self.sources = sources
        self.dirty = dirty.map(\.path).sorted()
    }

    func runner(_ runner: any ProcessRunner, folder: String) -> RecordingRunner {
        let folders = MapBuilder.folders(of: sources)
        return RecordingRunner(
            runner,
            root: root,
            folder: folder,
            folders: folders.sorted(),
            path: environment["PATH"] ?? "/usr/bin:/bin"
        )
    }

    /// Writes the map of the run into its folder; says what was learned.
    func keep(
        _ recordings: Recordings,
        plan: Plan,
        steps: [StepRecord],
        context: RunContext,
        in folder: String
    ) -> String {
        let touches = recordings.touches
        let services = touches.filter { $0.key.hasPrefix(RecordingRunner.servicePrefix) }.values
        let units = plan.steps.compactMap { planned -> MapBuilder.Unit? in
            guard var touched = touches[planned.name] else { return nil }
            // What a service reads decides what those tests do that talk to it.
            if planned.step.hasServices { for service in services { touched.unite(service) } }
            let keys = Self.keys(planned)
            return MapBuilder.Unit(
                keys: keys,
                touches: touched,
                passed: Self.passed(planned, steps),
                name: FileMap.Unit(step: planned.step.whole, part: Self.part(planned), tests: keys.count)
            )
        }
        var map = FileMap()
        let origin = FileMap.Origin(
            run: context.id,
            commit: context.commit ?? "",
            environment: EnvironmentMark.of(project, root: root, environment: environment),
            time: context.started,
            dirty: dirty
        )
        let known = Set(sources)
        let used = Set(units.flatMap { $0.touches.read.union($0.touches.executed).union($0.touches.unnoted) })
        let distributions = PythonPackages.distributions(
            of: used.union(units.flatMap(\.touches.packages)),
            root: root
        )
        MapBuilder(
            units,
            sources: known,
            distributions: distributions,
            age: ages(used.subtracting(known), since: context.started)
        ).add(to: &map, origin)
        do throws(StorageError) { try MapFolder.write(map, to: folder) } catch {
            return "nothing was learned: \(error)"
        }
        for remark in UndeclaredReads(plan, touches, files: sources).remarks { Console.error("warning: \(remark)") }
        return Self.words(map)
    }

    /// When files were made that are still there.
    private func ages(_ paths: Set<String>, since start: Double) -> [String: MapBuilder.Age] {
        var ages: [String: MapBuilder.Age] = [:]
        for path in paths {
            var status = stat()
            guard lstat("\(root)/\(path)", &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { continue }
            // What is moved or unpacked there keeps the time of its content.
            let changed = Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1e9
            ages[path] = changed < start ? .beforeRun : .inRun
        }
        return ages
    }

    private static func words(_ map: FileMap) -> String {
        let sets = map.entries.values.map { map.sets[$0.set] }
        let (stale, blind) = (sets.compactMap(\.stale), sets.count { $0.blind != nil && $0.stale == nil })
        var words = "learned what \(sets.count == 1 ? "1 test touches" : "\(sets.count) tests touch")"
        if blind > 0 { words += "; of \(blind) of them not everything could be seen" }
        if let first = stale.min() {
            words += "; nothing is proven of \(stale.count) of them: \(first) (learn where nothing is built yet)"
        }
        return words
    }

    private static func keys(_ planned: PlannedStep) -> [FileMap.Key] {
        let step = planned.step.origin
        guard let part = planned.step.unit?.part else { return [FileMap.Key(step: step)] }
        return part.tests.map { FileMap.Key(step: step, test: $0) }
    }

    /// The title of the part that a unit is, as its step's record has it.
    private static func part(_ planned: PlannedStep) -> String? {
        planned.step.unit?.part.flatMap { $0.total > 1 ? $0.title : nil }
    }

    private static func passed(_ planned: PlannedStep, _ steps: [StepRecord]) -> Bool {
        guard let record = steps.first(where: { $0.name == planned.step.whole }) else { return false }
        var outcome = record.outcome
        if let part = part(planned) {
            guard let own = record.parts.first(where: { $0.title == part }) else { return false }
            outcome = own.outcome
        }
        return switch outcome {
        case .passed, .found: true
        case .failed, .skipped, .cancelled: false
        }
    }
}

/// What stands for the system and the programs that tests run with: a recording of others says nothing here.
enum EnvironmentMark {
    static func of(_ project: Project, root: String, environment: [String: String]) -> String {
        var names: Set<String> = []
        for step in project.pipeline.steps.values {
            names.formUnion(step.tools)
            switch step.action {
            case .arguments(let vector): if let first = vector.first { names.insert(first) }
            case .script: names.insert(step.shell.rawValue)
            case .evaluate: break
            }
        }
        let search = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let programs = names.sorted().map { name -> String in
            let places =
                name.contains("/") ? [name.hasPrefix("/") ? name : "\(root)/\(name)"] : search.map { "\($0)/\(name)" }
            var status = stat()
            let found = places.contains { stat($0, &status) == 0 && status.st_mode & S_IFMT == S_IFREG }
            return found ? "\(name) \(status.st_size)" : "\(name) none"
        }
        let text = (system + programs).joined(separator: "\n")
        return String(Array(text.utf8).withUnsafeBytes { Digest.sha256($0) }.prefix(16))
    }

    private static var system: [String] {
        var name = utsname()
        uname(&name)
        let machine = withUnsafeBytes(of: &name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let release = SmallFile.text("/etc/os-release")?.split(separator: "\n").filter {
            $0.hasPrefix("ID=") || $0.hasPrefix("VERSION_ID=")
        }
        return [machine] + (release ?? []).map(String.init).sorted()
    }
}

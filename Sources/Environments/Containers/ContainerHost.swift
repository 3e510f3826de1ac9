import Containers
import Core
import Engine
import Execution
import Glibc
import Scanning
import Synchronization

/// The container engine as a run uses it: found once, and only when something asks for a container.
final class ContainerHost: Sendable {
    private let run: String
    /// What Assay was started with, but for secrets.
    private let inherited: [String: String]
    private let folders: ServiceFolders
    private let state = Mutex(State())

    private struct State {
        var found: Result<Found, EngineError>?
        var count = 0
    }

    /// An engine with what has to be known of it.
    struct Found: Sendable {
        var engine: ContainerEngine
        /// `Docker 20.10`, `podman 4.3`.
        var name: String
        /// Whether its root is the user that it runs as.
        var isRootless: Bool
        /// Whether groups of containers may lie in one of ours.
        var takesGroups: Bool
    }

    init(run: String, inherited: [String: String], folders: ServiceFolders) {
        self.run = run
        self.inherited = inherited
        self.folders = folders
    }

    func found() async throws(LaunchError) -> Found {
        if let known = state.withLock({ $0.found }) { return try Self.launch(known) }
        let inherited = inherited
        let result = await DedicatedThread.value { () -> Result<Found, EngineError> in
            do throws(EngineError) {
                let engine = try EngineSearch.find(inherited)
                return .success(Found(engine, try engine.info()))
            } catch {
                return .failure(error)
            }
        }
        state.withLock { $0.found = result }
        return try Self.launch(result)
    }

    private static func launch<Value>(_ result: Result<Value, EngineError>) throws(LaunchError) -> Value {
        do throws(EngineError) { return try result.get() } catch { throw LaunchError(error.message) }
    }

    private func call<Value: Sendable>(
        _ body: @escaping @Sendable (ContainerEngine) throws(EngineError) -> Value
    ) async throws(LaunchError) -> Value {
        let engine = try await found().engine
        let answer = Answer<Value>()
        // What takes long goes on without whoever has given it up.
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answer.wait(continuation)
                Task {
                    let result = await DedicatedThread.value { () -> Result<Value, EngineError> in
                        do throws(EngineError) { return .success(try body(engine)) } catch { return .failure(error) }
                    }
                    answer.give(result)
                }
            }
        } onCancel: {
            answer.give(.failure(EngineError(.other, "stopped before the container engine had answered")))
        }
        return try Self.launch(result)
    }

    /// An answer that the first of two gives.
    private final class Answer<Value: Sendable>: Sendable {
        private typealias Waiting = CheckedContinuation<Result<Value, EngineError>, Never>
        private let state = Mutex<(waiting: Waiting?, result: Result<Value, EngineError>?)>((nil, nil))

        func wait(_ continuation: CheckedContinuation<Result<Value, EngineError>, Never>) {
            let result = state.withLock { state in
                if state.result == nil { state.waiting = continuation }
                return state.result
            }
            if let result { continuation.resume(returning: result) }
        }

        func give(_ result: Result<Value, EngineError>) {
            let waiting = state.withLock { state -> Waiting? in
                guard state.result == nil else { return nil }
                state.result = result
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume(returning: result)
        }
    }

    /// Whether an engine answers that has an image already.
    func has(_ image: String) async -> Bool {
        let facts = try? await call { (engine) throws(EngineError) in try engine.image(image) }
        return facts != nil
    }

    /// What is known of an image, which is fetched where the engine does not have it.
    func image(_ name: String) async throws(LaunchError) -> ContainerImageFacts {
        try await call { (engine) throws(EngineError) in
            if let facts = try engine.image(name) { return facts }
            do throws(EngineError) {
                try engine.pull(name)
            } catch {
                throw EngineError(.other, "there is no image \"\(name)\", and it cannot be fetched: \(error.message)")
            }
            guard let facts = try engine.image(name) else {
                throw EngineError(.other, "the image \"\(name)\" was fetched, and is not there")
            }
            return facts
        }
    }

    /// The image without files, whose containers see those of this machine.
    func machineImage() async throws(LaunchError) -> ContainerImageFacts {
        try await call { (engine) throws(EngineError) in try engine.machineImage() }
    }

    /// A container of this run that is not made yet; `folder` is its own, for what its program is told.
    func spec(_ facts: ContainerImageFacts, folder: String) async throws(LaunchError) -> ContainerSpec {
        let engine = try await found().engine
        let label = try folders.own(engine)
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        var spec = ContainerSpec(
            socket: engine.socket,
            name: "assay-\(run)-\(getpid())-\(number)",
            image: facts.id,
            outcome: "\(folder)/outcome.json"
        )
        spec.labels = ["assay.run": run, ContainerTraces.label: label]
        spec.withheld = Array(inherited.keys)
        return spec
    }

    /// What starts the program that has a container, and stands before its command.
    static func command(_ spec: ContainerSpec, folder: String) throws(LaunchError) -> [String] {
        let path = "\(folder)/container.json"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw LaunchError("cannot write \(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let bytes = spec.json.serialized(.compact)
        guard write(file, bytes, bytes.count) == bytes.count else {
            throw LaunchError("cannot write \(path): \(String(cString: strerror(errno)))")
        }
        return [OwnProgram.path, ContainerProgram.name, "run", path]
    }

    /// What became of a container; nil where its program was killed before it could tell.
    static func outcome(in folder: String) -> ContainerOutcome? {
        let bytes = LogFile.read("\(folder)/outcome.json", first: 1 << 16)
        return (try? JSON(parsing: bytes)).map { ContainerOutcome($0) }
    }

    /// Returns when a container is gone, even where nobody waits for anything any more.
    func remove(_ name: String) async {
        await Task { await self.removed(name) }.value
    }

    private func removed(_ name: String) async {
        _ = try? await call { (engine) throws(EngineError) in try engine.remove(name) }
    }
}

extension ContainerHost.Found {
    init(_ engine: ContainerEngine, _ info: JSON) {
        let options = (info["SecurityOptions"]?.array ?? []).compactMap(\.string)
        let version = (info["ServerVersion"]?.string ?? "").split(separator: ".").prefix(2).joined(separator: ".")
        let isPodman = info["BuildahVersion"] != nil || engine.socket.contains("podman")
        self.init(
            engine: engine,
            name: "\(isPodman ? "podman" : "Docker") \(version)",
            isRootless: options.contains { $0.contains("rootless") } || info["Rootless"]?.bool == true,
            takesGroups: info["CgroupDriver"]?.string == "cgroupfs" && geteuid() == 0
        )
    }
}

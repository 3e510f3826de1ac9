import Containers
import Core
import Engine
import Glibc

/// A try that is to run in a container.
struct ContainerStep: Sendable {
    var step: Step
    var isolation: Isolation
    /// Those of its environment.
    var resources: Resources?
    /// Its services, as containers see them.
    var neighbour: EnvironmentAccess.Neighbour?
}

extension StepIsolation {
    /// What makes a command run in a container; nil where there can be none and a weaker isolation will do.
    func contained(_ seat: ContainerStep, _ entered: inout Entered) async throws(LaunchError) -> CommandWrapper? {
        let found: ContainerHost.Found
        do throws(LaunchError) { found = try await site.containers.found() } catch {
            guard seat.isolation.allowsWeaker else {
                throw LaunchError(
                    "it asks for a container: \(error.message); `isolation_fallback: allow` would run it without"
                )
            }
            entered.weakened =
                "step \"\(seat.step.name)\" ran without the container that it asks for: \(error.message)"
            return nil
        }
        let (site, folder) = (site, entered.folder)
        // The image may have to be fetched first.
        let facts: ContainerImageFacts
        if let name = seat.isolation.image {
            _ = try await arriving(seat.step) {
                do throws(LaunchError) {
                    _ = try await site.containers.image(name)
                    return .success(CommandWrapper(before: []))
                } catch {
                    return .failure(LaunchError("it asks for a container: \(error.message)"))
                }
            }
            facts = try await site.containers.image(name)
        } else {
            facts = try await site.containers.machineImage()
        }
        var spec = try await site.containers.spec(facts, folder: folder)
        fill(&spec, seat, found, folder)
        // The engine sets the limits; a group around its own tells afterwards what was used.
        if found.takesGroups, let group = measuring() {
            entered.group = group
            spec.group = group.parent
        }
        entered.container = spec.name
        entered.memoryBytes = spec.memoryBytes
        let image = seat.isolation.image.map { "\($0), \(facts.digest)" } ?? "the programs of this machine"
        entered.isolation = "container (\(found.name), \(image))"
        let before = try ContainerHost.command(spec, folder: folder)
        var wrapper = CommandWrapper(before: before, after: ["--"], shared: shared)
        wrapper.hasOwnPrograms = seat.isolation.image != nil
        return wrapper
    }

    /// What a step's container has: the project where it lies, the user that Assay runs as, and its services.
    private func fill(
        _ spec: inout ContainerSpec,
        _ seat: ContainerStep,
        _ found: ContainerHost.Found,
        _ folder: String
    ) {
        let (step, root) = (seat.step, site.folder.root)
        let passed = Set(step.variables.keys).union(step.passedVariables).union(step.secrets)
        var kept = passed.union(seat.neighbour?.variables.keys.map(\.self) ?? [])
        spec.replacesEntrypoint = true
        spec.directory = site.folder.directory(step.directory) ?? root
        // The root of an engine that an ordinary user runs is that user.
        spec.user = found.isRootless ? "0:0" : "\(geteuid()):\(getegid())"
        if seat.isolation.image == nil {
            spec.mounts = Self.machine(but: root).map { ContainerSpec.Mount($0) }
            spec.memoryFolders = ["/tmp", "/run"]
            kept.formUnion(["PATH", "LANG", "LC_ALL"])
        }
        if spec.variables["HOME"] == nil { spec.variables["HOME"] = "/tmp" }
        spec.withheld.removeAll { kept.contains($0) }
        spec.mounts.append(ContainerSpec.Mount(root, isWritable: true))
        // The run's folder may lie elsewhere, and so do the sockets of services.
        if !site.folder.path.hasPrefix(root == "/" ? root : root + "/") {
            spec.mounts.append(ContainerSpec.Mount(site.folder.path, isWritable: true))
        }
        spec.mounts.append(ContainerSpec.Mount(ServiceFolders.base))
        if seat.isolation.hasBrowser { spec.mounts.append(ContainerSpec.Mount(folder, isWritable: true)) }
        spec.network = seat.isolation.hasNetwork ? seat.neighbour?.network ?? "bridge" : "none"
        spec.memoryBytes = seat.resources?.memoryBytes
        spec.cores = seat.resources?.cores
        spec.processes = seat.resources?.processes
    }

    /// The folders at the top of this machine that hold programs and their data.
    private static func machine(but root: String) -> [String] {
        let own: Set = ["proc", "sys", "dev", "run", "tmp", "boot", "lost+found", "mnt", "media", ".dockerenv"]
        return ServiceFolders.names(in: "/").filter { !own.contains($0) }.sorted().map { "/\($0)" }.filter { path in
            var status = stat()
            return path != root && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        }
    }

    /// What became of a try's container, which is gone then.
    func leave(_ container: String, _ entered: Entered, failed: Bool, _ exit: inout EnvironmentExit) async {
        let outcome = ContainerHost.outcome(in: entered.folder)
        // Its program was killed, at a timeout or by a second interrupt.
        if outcome == nil { await site.containers.remove(container) }
        if entered.group == nil { exit.measured = "the program that waits for the container, not what is in it" }
        guard failed, let outcome else { return }
        if outcome.lackedMemory {
            let limit = entered.memoryBytes.map { ": its environment has \(Self.bytes($0))" } ?? ""
            exit.cause = "the system killed it for want of memory\(limit)"
        } else if let problem = outcome.problem {
            exit.cause = "its container did not run: \(problem)"
        }
    }
}

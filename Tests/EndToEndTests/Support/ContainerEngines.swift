import Glibc

/// Container engines that tests start for themselves, where the machine lets them.
///
/// Each has its own folder, socket and images, and touches no engine that is there already.
final class EngineUnderTest: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case docker
        case podman
    }

    let kind: Kind
    let socket: String

    /// Started once for all tests; nil where it cannot be.
    static let docker = EngineUnderTest(.docker)
    static let podman = EngineUnderTest(.podman)

    static func of(_ kind: Kind) -> EngineUnderTest? { kind == .docker ? docker : podman }

    var environment: [String: String] { ["DOCKER_HOST": "unix://\(socket)"] }

    private init?(_ kind: Kind) {
        guard geteuid() == 0, Self.found("busybox") != nil, Self.found("curl") != nil,
            Self.found(kind == .docker ? "dockerd" : "podman") != nil
        else { return nil }
        self.kind = kind
        // The path of a socket is short.
        let path = "/tmp/assay-\(kind.rawValue)-\(getpid())"
        socket = "\(path)/s"
        mkdir(path, 0o700)
        let script = Self.script(kind, path)
        let log = "\(path)/log"
        guard Program.spawn(["/bin/sh", "-c", script, "engine", path, "\(getpid())"], out: log, err: log) > 0,
            Self.answers(socket), load()
        else { return nil }
    }

    /// The engine ends with the tests, however they end, and leaves nothing behind.
    private static func script(_ kind: Kind, _ path: String) -> String {
        let start =
            switch kind {
            case .docker:
                "dockerd --data-root $1/data --exec-root $1/exec -H unix://$1/s --pidfile $1/pid &"
            case .podman:
                """
                printf '%s\\n' '[containers]' 'default_ulimits = ["nofile=20000:20000","nproc=10000:10000"]' '[engine]' \
                    'runtime = "runc"' 'cgroup_manager = "cgroupfs"' 'events_logger = "file"' > $1/conf
                CONTAINERS_CONF=$1/conf podman --root $1/root --runroot $1/run system service --time=0 unix://$1/s &
                """
            }
        // A signal to the whole group of the tests ends them and the engine, and not this.
        return """
            trap : TERM INT HUP
            \(start)
            engine=$!
            while kill -0 $2 && kill -0 $engine; do sleep 0.3; done 2>/dev/null
            kill $engine
            wait $engine
            grep -o " $1/[^ ]*" /proc/self/mounts | sort -r | xargs -r umount -l
            rm -rf $1
            """
    }

    private static func found(_ program: String) -> String? {
        ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/bin", "/sbin"].map { "\($0)/\(program)" }.first {
            access($0, X_OK) == 0
        }
    }

    private static func answers(_ socket: String) -> Bool {
        for _ in 0..<200 {
            if call(socket, "/_ping").hasSuffix("OK") { return true }
            usleep(50_000)
        }
        return false
    }

    /// What `curl` says of an address of the engine.
    static func call(_ socket: String, _ path: String, _ options: [String] = []) -> String {
        let folder = Folder()
        let arguments = ["curl", "-s", "--unix-socket", socket] + options + ["http://engine/v1.40\(path)"]
        return Program.run(arguments, in: folder).out
    }

    /// Makes the image of a static busybox: no registry is asked.
    private func load() -> Bool {
        let folder = Folder()
        let script = """
            mkdir -p root/bin root/tmp root/etc && cp "$(command -v busybox)" root/bin/busybox
            for name in sh cat echo sleep nc httpd ls id touch mkdir true wget env head; do ln -s busybox root/bin/$name; done
            tar -C root -cf image.tar .
            """
        guard Program.run(["sh", "-euc", script], in: folder).code == 0 else { return false }
        let options = [
            "-X", "POST", "-H", "Content-Type: application/x-tar", "--data-binary", "@\(folder.path)/image.tar",
        ]
        let answer = Self.call(socket, "/images/create?fromSrc=-&repo=assay-test&tag=latest", options)
        return answer.contains("sha256:")
    }

    /// The names of all containers that there are.
    var containers: [String] {
        Self.call(socket, "/containers/json?all=true").split(separator: "\"").map(String.init).filter {
            $0.hasPrefix("/assay-")
        }
    }
}

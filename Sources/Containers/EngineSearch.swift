import Glibc

/// Finds the container engine of this machine.
package enum EngineSearch {
    /// The engine that answers, by `DOCKER_HOST` or at the usual places.
    ///
    /// The error says what a person has to do.
    package static func find(_ environment: [String: String]) throws(EngineError) -> ContainerEngine {
        if let host = environment["DOCKER_HOST"], !host.isEmpty {
            guard host.hasPrefix("unix://") else {
                throw EngineError(.unreachable, "DOCKER_HOST is \(host), and only a UNIX socket will do (unix:///…)")
            }
            let path = String(host.dropFirst("unix://".count))
            if let problem = problem(path) {
                throw EngineError(.unreachable, "\(words(problem, path)) (DOCKER_HOST names it)")
            }
            return ContainerEngine(socket: path)
        }
        let places = places(environment)
        // What stands in the way of one that is there tells more than one that is not.
        var found: (code: Int32, path: String)?
        for path in places {
            guard let problem = problem(path) else { return ContainerEngine(socket: path) }
            if found == nil || problem == EACCES, problem != ENOENT { found = (problem, path) }
        }
        if let found { throw EngineError(.unreachable, words(found.code, found.path)) }
        let shown = places.joined(separator: ", ")
        throw EngineError(
            .unreachable,
            "no container engine is here: none of \(shown) exists; start Docker or `podman system service`, or name its"
                + " socket in DOCKER_HOST"
        )
    }

    static func places(_ environment: [String: String]) -> [String] {
        let own = environment["XDG_RUNTIME_DIR"] ?? "/run/user/\(geteuid())"
        return [
            "/var/run/docker.sock", "\(own)/docker.sock", "\(own)/podman/podman.sock", "/run/podman/podman.sock",
        ]
    }

    /// The error of a connection; nil where one can be made.
    private static func problem(_ path: String) -> Int32? {
        var status = stat()
        guard stat(path, &status) == 0 else { return errno }
        guard status.st_mode & S_IFMT == S_IFSOCK else { return ENOTSOCK }
        if access(path, R_OK | W_OK) != 0 { return errno }
        do throws(EngineError) {
            _ = try EngineConnection(path, seconds: 10)
            return nil
        } catch {
            return ECONNREFUSED
        }
    }

    private static func words(_ code: Int32, _ path: String) -> String {
        switch code {
        case EACCES:
            "the container engine's socket \(path) may not be used by this user: join the group that owns it, which is"
                + " usually docker"
        case ENOENT: "there is no socket \(path) of a container engine"
        case ENOTSOCK: "\(path) is no socket"
        default: "nobody answers at the container engine's socket \(path): is it running?"
        }
    }
}

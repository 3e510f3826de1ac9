import Containers
import Glibc
import Testing

@Suite("the container engine of this machine")
struct EngineSearchTests {
    private func problem(_ environment: [String: String]) -> String {
        do throws(EngineError) {
            return try EngineSearch.find(environment).socket
        } catch {
            return error.message
        }
    }

    @Test("an address that is no UNIX socket is refused by name")
    func address() {
        #expect(
            problem(["DOCKER_HOST": "tcp://10.0.0.1:2375"]).contains(
                "DOCKER_HOST is tcp://10.0.0.1:2375, and only a UNIX"
            )
        )
    }

    @Test("what is named and not there, and what is no socket, is said so")
    func named() {
        let missing = problem(["DOCKER_HOST": "unix:///nowhere/docker.sock"])
        #expect(missing == "there is no socket /nowhere/docker.sock of a container engine (DOCKER_HOST names it)")
        #expect(problem(["DOCKER_HOST": "unix:///etc/passwd"]).contains("/etc/passwd is no socket"))
    }

    @Test("a socket at which nobody answers any more is told from one that is not there")
    func dead() {
        let path = "/tmp/assay-dead-\(getpid()).sock"
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { unlink(path) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        close(file)
        #expect(bound == 0)
        #expect(problem(["DOCKER_HOST": "unix://\(path)"]).contains("nobody answers at the container engine's socket"))
    }
}

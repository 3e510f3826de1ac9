import Containers
import Scanning
import Testing

@Suite("what a container is made of")
struct ContainerSpecTests {
    private var full: ContainerSpec {
        var spec = ContainerSpec(socket: "/s", name: "n", image: "i:1", outcome: "/o")
        spec.directory = "/w"
        spec.user = "1:2"
        spec.replacesEntrypoint = true
        spec.mounts = [.init("/a"), .init("/b", isWritable: true)]
        spec.memoryFolders = ["/tmp"]
        spec.network = "container:db"
        spec.ports = [80: 8080]
        spec.labels = ["assay.run": "r"]
        spec.withheld = ["HOME", "PATH"]
        spec.variables = ["HOME": "/tmp", "MODE": "usual"]
        spec.group = "/g"
        spec.isAnnounced = true
        spec.memoryBytes = 64e6
        spec.cores = 0.5
        spec.processes = 10
        return spec
    }

    @Test("what its program is told is what was meant")
    func roundTrip() throws {
        #expect(ContainerSpec(try JSON(parsing: full.json.serialized())) == full)
        let bare = ContainerSpec(socket: "/s", name: "n", image: "i", outcome: "/o")
        #expect(ContainerSpec(bare.json) == bare)
    }

    @Test(
        "a document without what must be there describes no container",
        arguments: ["socket", "name", "image", "outcome"]
    )
    func missing(_ key: String) {
        var json = full.json
        json[key] = nil
        #expect(ContainerSpec(json) == nil)
    }

    @Test("it gets the variables of its program but for this machine's, and usual ones where nothing else is said")
    func variables() {
        let request = full.request(["go"], environment: ["HOME": "/root", "PATH": "/bin", "MODE": "own", "TOKEN": "t"])
        let expected: [JSON] = ["HOME=/tmp", "MODE=own", "TOKEN=t"]
        #expect(request["Env"]?.array == expected)
    }

    @Test("a step's command takes the place of the image's, a service's only that of its arguments")
    func command() {
        var spec = full
        let step = spec.request(["sh", "-c", "x"], environment: [:])
        #expect(step["Entrypoint"] == ["sh"])
        #expect(step["Cmd"] == ["-c", "x"])
        spec.replacesEntrypoint = false
        let service = spec.request(["serve"], environment: [:])
        #expect(service["Entrypoint"] == nil)
        #expect(service["Cmd"] == ["serve"])
        #expect(spec.request([], environment: [:])["Cmd"] == nil)
    }

    @Test("ports are published on loopback only, and limits are the engine's")
    func host() throws {
        let host = try #require(full.request([], environment: [:])["HostConfig"])
        #expect(host["PortBindings"]?["80/tcp"] == [["HostIp": "127.0.0.1", "HostPort": "8080"]])
        #expect(host["NanoCpus"] == 500_000_000)
        #expect(host["Memory"] == 64_000_000)
        #expect(host["MemorySwap"] == 64_000_000)
        #expect(host["PidsLimit"] == 10)
        #expect(host["CgroupParent"] == "/g")
        #expect(host["NetworkMode"] == "container:db")
        #expect(host["Mounts"]?[0]?["ReadOnly"] == true)
        #expect(host["Mounts"]?[1]?["ReadOnly"] == false)
    }

    @Test("an image is known by its digest in a registry, or else by its own")
    func image() throws {
        let own = ContainerImageFacts(["Id": "sha256:11", "Config": ["Env": ["PG_VERSION=16.4-1", "EMPTY="]]])
        #expect(own.digest == "sha256:11")
        #expect(own.variables == ["PG_VERSION": "16.4-1", "EMPTY": ""])
        let known = ContainerImageFacts(["Id": "22", "RepoDigests": ["host:5000/a@sha256:33"]])
        #expect(known.digest == "sha256:33")
        #expect(ContainerImageFacts(["Id": "22"]).digest == "sha256:22")
    }
}

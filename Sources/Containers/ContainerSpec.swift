package import Scanning

/// A container to be made, as it is written down for the program that has it.
package struct ContainerSpec: Sendable, Hashable {
    /// Path of the engine's socket.
    package var socket: String
    /// The container's name, by which it is found again.
    package var name: String
    /// A name of the image that the engine knows.
    package var image: String
    /// nil for what the image says.
    package var directory: String?
    /// `UID:GID`; nil for what the image says.
    package var user: String?
    /// Whether the command takes the place of all that the image would run, and not only of its arguments.
    package var replacesEntrypoint = false
    package var mounts: [Mount] = []
    /// Folders in memory.
    package var memoryFolders: [String] = []
    /// `none`, `host`, `bridge`, `container:ID`.
    package var network = "bridge"
    /// Ports of this machine's loopback, by the number inside.
    package var ports: [Int: Int] = [:]
    package var labels: [String: String] = [:]
    /// Names of the variables that it does not get of those that its program was started with: those of this machine.
    package var withheld: [String] = []
    /// Variables that it gets where its program was not started with them.
    package var variables: [String: String] = [:]
    /// Whether its first process is told beside the outcome, once it has started.
    package var isAnnounced = false
    /// The control group that its own lies in; nil for the engine's.
    package var group: String?
    package var memoryBytes: Double?
    package var cores: Double?
    package var processes: Int?
    /// Absolute path of the file that tells what became of it.
    package var outcome: String

    package struct Mount: Sendable, Hashable {
        package var path: String
        package var isWritable: Bool

        package init(_ path: String, isWritable: Bool = false) {
            self.path = path
            self.isWritable = isWritable
        }
    }

    package init(socket: String, name: String, image: String, outcome: String) {
        self.socket = socket
        self.name = name
        self.image = image
        self.outcome = outcome
    }

    /// Absolute path of the file that tells its first process.
    package var announcement: String { outcome + ".process" }

    /// What makes it, in the engine's words; `environment` is that of the program that has it.
    ///
    /// `hasInit`: the command is a child of a small process that hands signals on, which a command without handlers would
    /// never see as the first process.
    package func request(_ command: [String], environment: [String: String], hasInit: Bool = true) -> JSON {
        var variables = self.variables
        let withheld = Set(self.withheld)
        for (name, value) in environment where !withheld.contains(name) { variables[name] = value }
        var request: JSON = [
            "Image": JSON(image), "Labels": Self.object(labels), "AttachStdout": true, "AttachStderr": true,
            "Env": JSON(variables.sorted { $0.key < $1.key }.map { JSON("\($0.key)=\($0.value)") }),
        ]
        if let directory { request["WorkingDir"] = JSON(directory) }
        if let user { request["User"] = JSON(user) }
        if replacesEntrypoint, let program = command.first {
            request["Entrypoint"] = [JSON(program)]
            request["Cmd"] = JSON(command.dropFirst().map { JSON($0) })
        } else if !command.isEmpty {
            request["Cmd"] = JSON(command.map { JSON($0) })
        }
        let exposed = ports.keys.sorted().map { JSON.Member("\($0)/tcp", .object([])) }
        if !exposed.isEmpty { request["ExposedPorts"] = .object(exposed) }
        request["HostConfig"] = host(hasInit: hasInit)
        return request
    }

    private func host(hasInit: Bool) -> JSON {
        var host: JSON = [
            "Init": JSON(hasInit), "NetworkMode": JSON(network), "LogConfig": ["Type": "none"],
            "Mounts": JSON(
                mounts.map {
                    [
                        "Type": "bind", "Source": JSON($0.path), "Target": JSON($0.path),
                        "ReadOnly": JSON(!$0.isWritable),
                    ]
                }
            ),
        ]
        if !ports.isEmpty {
            host["PortBindings"] = .object(
                ports.sorted { $0.key < $1.key }.map { inside, outside in
                    JSON.Member("\(inside)/tcp", [["HostIp": "127.0.0.1", "HostPort": JSON("\(outside)")]])
                }
            )
        }
        if !memoryFolders.isEmpty {
            let members = memoryFolders.map { JSON.Member($0, "rw,exec,nosuid,nodev,mode=1777") }
            host["Tmpfs"] = .object(members)
        }
        if let memoryBytes {
            host["Memory"] = JSON(Int(memoryBytes))
            // What is swapped out is used all the same.
            host["MemorySwap"] = JSON(Int(memoryBytes))
        }
        if let group { host["CgroupParent"] = JSON(group) }
        if let cores { host["NanoCpus"] = JSON(Int((cores * 1e9).rounded())) }
        if let processes { host["PidsLimit"] = JSON(processes) }
        return host
    }

    private static func object(_ texts: [String: String]) -> JSON {
        .object(texts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) })
    }
}

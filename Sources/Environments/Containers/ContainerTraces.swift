import Containers
import Glibc

/// What tells, once a run is gone, which containers were its own.
enum ContainerTraces {
    /// The label that names the folder of a container's run.
    static let label = "assay.folder"
    private static let file = "containers"

    /// Writes down which engine has containers of the run of a folder; false where that cannot be done.
    static func note(_ engine: ContainerEngine, in folder: String) -> Bool {
        let path = "\(folder)/\(file)"
        if noted(in: folder) == engine { return true }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(engine.socket.utf8)
        return write(descriptor, bytes, bytes.count) == bytes.count
    }

    private static func noted(in folder: String) -> ContainerEngine? {
        let bytes = LogFile.read("\(folder)/\(file)", first: 4096)
        return bytes.isEmpty ? nil : ContainerEngine(socket: String(decoding: bytes, as: UTF8.self))
    }

    /// Takes away the containers of the run of a folder, and no others; an engine that is gone has none.
    static func remove(notedIn folder: String) {
        guard let engine = noted(in: folder), let left = try? engine.containers(label: label, folder) else { return }
        for container in left { try? engine.remove(container) }
    }
}

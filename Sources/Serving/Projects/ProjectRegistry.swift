import Glibc
import History
import Synchronization

/// The projects that are served: given ones, or every folder of a place.
package final class ProjectRegistry: Sendable {
    private let folder: String?
    private let make: @Sendable (_ name: String, _ root: String) -> ServedProject
    private let known: Mutex<[String: ServedProject]>

    /// Just these.
    package init(_ projects: [ServedProject]) {
        folder = nil
        make = { ServedProject(name: $0, files: ProjectHistory(root: $1)) }
        known = Mutex(Dictionary(projects.map { ($0.name, $0) }) { first, _ in first })
    }

    /// Each folder below `folder`, also those that come later.
    ///
    /// `make`: a project of a name whose root is a folder.
    package init(folder: String, make: @escaping @Sendable (_ name: String, _ root: String) -> ServedProject) {
        self.folder = folder
        self.make = make
        known = Mutex([:])
    }

    /// By name.
    package var all: [ServedProject] {
        for name in names { _ = self[name] }
        return known.withLock { Array($0.values) }.sorted { $0.name < $1.name }
    }

    subscript(name: String) -> ServedProject? {
        if let project = known.withLock({ $0[name] }) { return project }
        guard let folder, RecordFolder.isName(name), access("\(folder)/\(name)", X_OK) == 0 else { return nil }
        return known.withLock { known in
            if let project = known[name] { return project }
            let project = make(name, "\(folder)/\(name)")
            known[name] = project
            return project
        }
    }

    private var names: [String] {
        guard let folder, let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if RecordFolder.isName(name) { names.append(name) }
        }
        return names
    }
}

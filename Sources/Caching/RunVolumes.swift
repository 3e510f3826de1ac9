package import Core
import Execution
import Glibc

/// Folders that steps of a run share, or that outlive it, and the variables that name them.
package struct RunVolumes: Sendable {
    /// What every step gets, besides what Assay has inherited.
    package private(set) var variables: [String: String] = [:]
    /// A folder in memory, which ends with the run.
    private var memory: String?

    /// Folders of one package manager that are kept: for so many states of its lock files.
    private static let kept = 3

    /// Makes the folders that the project asks for; one that cannot be made is left out.
    ///
    /// `inherited` variables win: who sets one has a place already.
    package init(
        _ settings: StorageSettings,
        root: String,
        run: String,
        scope: CacheScope?,
        inherited: [String: String]
    ) {
        if settings.mountsDependencies {
            let place = "\(root)/.assay/cache/volumes/\(Self.name(scope))"
            for volume in DependencyVolume.all where inherited[volume.variable] == nil {
                guard let folder = Self.folder(volume, root: root, place: place) else { continue }
                variables[volume.variable] = volume.prefix + folder
            }
        }
        if settings.sharesTestData, let folder = Self.inMemory(run) {
            memory = folder
            variables[Self.testData] = folder
        }
    }

    /// Names the folder in memory to steps.
    package static let testData = "ASSAY_TEST_DATA"

    /// Takes away what ends with the run.
    package func finish() {
        if let memory { Folders.remove(memory) }
    }

    private static func name(_ scope: CacheScope?) -> String {
        switch scope {
        case .shared: "shared"
        case .own(let branch): "own-\(FileDigests.digest(of: branch).prefix(16))"
        case nil: "change"
        }
    }

    /// nil where the project has no such lock file.
    private static func folder(_ volume: DependencyVolume, root: String, place: String) -> String? {
        let globs = volume.lockFiles.map { Glob("**/\($0)") }
        let files = FileGlob(root: root, followsLinks: false).files(matching: globs).files
        guard !files.isEmpty else { return nil }
        let digests = FileDigests()
        let text = files.map { "\($0) \(digests.digest(of: "\(root)/\($0)") ?? "")" }.joined(separator: "\n")
        let folder = "\(place)/\(volume.name)-\(FileDigests.digest(of: text).prefix(16))"
        guard Folders.makeParents(of: folder), mkdir(folder, 0o755) == 0 || errno == EEXIST else { return nil }
        utimensat(AT_FDCWD, folder, nil, 0)
        dropOld(volume.name, place)
        return folder
    }

    private static func dropOld(_ name: String, _ place: String) {
        let own = Folders.names(in: place).filter { $0.hasPrefix(name + "-") }.map { "\(place)/\($0)" }
        guard own.count > kept else { return }
        var status = stat()
        let times = own.map { path in (path, stat(path, &status) == 0 ? status.st_mtim.tv_sec : 0) }
        for (path, _) in times.sorted(by: { $0.1 > $1.1 }).dropFirst(kept) { Folders.remove(path) }
    }

    private static func inMemory(_ run: String) -> String? {
        let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        let folder = "\(base)/assay-\(run)-\(getpid())"
        return mkdir(folder, 0o700) == 0 ? folder : nil
    }
}

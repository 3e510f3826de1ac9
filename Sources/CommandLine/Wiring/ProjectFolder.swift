import Configuration
import Core
import Execution
import Glibc
import Judging
import Reports
import Scanning

/// A project on disk: where its root is, and its configuration with every error shown.
struct ProjectFolder {
    /// Absolute path without a trailing slash.
    var root: String
    /// The configuration file as the user named it.
    var file: String
    var project: Project
    var diagnostics: [Diagnostic]
    /// What it says of the bar that a change is judged by.
    var bar: BarFacts
    /// What was laid over it for this command.
    var overlay = Overlay()
    /// Every file that it was read from.
    var files: [String] = []

    static let defaultFile = "assay.yaml"

    /// The configuration as what the protected one is compared with.
    var own: ProtectedGates.Own {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return ProtectedGates.Own(root: root, name: name, project: project, bar: bar, profile: overlay.profile)
    }

    /// The project for snapshots; `base` is what a person named to compare the change with.
    func source(base: String? = nil) -> ProjectSource {
        ProjectSource(root: root, base: base, environment: ProcessEnvironment.current())
    }

    /// Loads a configuration; shows its diagnostics on standard error, and fails when one of them is an error.
    ///
    /// `notes` says whether remarks are shown too, besides errors and warnings; `warnings` whether these are.
    static func load(
        _ path: String?,
        notes: Bool,
        warnings: Bool = true,
        overlay: Overlay = Overlay()
    ) throws -> ProjectFolder {
        let file = path ?? found
        if path == nil, file != defaultFile { Console.error("assay: using \(file)") }
        let loaded = Self.read(file, partial: false, overlay: overlay)
        let shown = loaded.diagnostics.filter { diagnostic in
            diagnostic.severity == .error || warnings && (notes || diagnostic.severity != .note)
        }
        let colour = Terminal(descriptor: STDERR_FILENO).colour
        for diagnostic in shown { Console.error(diagnostic.render(colour: colour)) }
        let errors = loaded.diagnostics.count { $0.severity == .error }
        guard errors == 0, let project = loaded.project else {
            throw CommandFailure(.usage, "\(file) has \(errors) error\(errors == 1 ? "" : "s")")
        }
        return ProjectFolder(
            root: directory(of: file),
            file: file,
            project: project,
            diagnostics: loaded.diagnostics,
            bar: loaded.bar,
            overlay: overlay,
            files: loaded.files
        )
    }

    /// Reads a configuration; places are named as seen from where the user is.
    static func read(
        _ file: String,
        partial: Bool,
        overlay: Overlay = Overlay()
    ) -> ConfigurationLoader.Loaded {
        let slash = file.lastIndex(of: "/")
        let name = slash.map { String(file[file.index(after: $0)...]) } ?? file
        let folder = slash.map { String(file[...$0]) } ?? ""
        let root = directory(of: file)
        let today = CalendarDay(containing: SystemClock().wallTime())
        let formats = ImporterRegistry.all.map { $0.format.id }
        let loader = ConfigurationLoader(root: root, today: today, formats: formats) { path in
            // What the user names may be a link; what a file names may not lead out of the project by one.
            path == root + "/" + name || !leaves(root, path)
                ? bytes(of: path) : .failure(.init("it is a link that leads out of the project's root"))
        }
        var loaded = loader.load(name, partial: partial, overlay: overlay)
        for index in loaded.diagnostics.indices {
            let place = loaded.diagnostics[index].location.file
            // What stands on the command line is named as it is.
            if !place.hasPrefix("/"), !place.hasPrefix("--") {
                loaded.diagnostics[index].location.file = folder + place
            }
        }
        return loaded
    }

    /// Whether a path means something outside of the root, links followed; what is not there leads nowhere.
    private static func leaves(_ root: String, _ path: String) -> Bool {
        guard path.hasPrefix(root == "/" ? root : root + "/"), let resolved = realpath(path, nil) else { return false }
        defer { free(resolved) }
        return !String(cString: resolved).hasPrefix(root == "/" ? root : root + "/")
    }

    private static func bytes(of path: String) -> Result<[UInt8], ConfigurationLoader.ReadFailure> {
        do throws(FileError) {
            return .success(try MappedFile(path: path).withBytes { Array($0) })
        } catch {
            return .failure(ConfigurationLoader.ReadFailure(error.message))
        }
    }

    /// The configuration of the project that the user stands in: here, or in a folder above, up to the repository's.
    ///
    /// A file that belongs to somebody else is not taken: anybody may put one into a folder such as `/tmp`.
    static var found: String {
        var prefix = ""
        for _ in 0..<64 {
            var status = stat()
            let isRegular = stat(prefix + defaultFile, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            if isRegular, prefix.isEmpty || status.st_uid == geteuid() || status.st_uid == 0 {
                return prefix + defaultFile
            }
            let isTop = access(prefix + ".git", F_OK) == 0 || realPath(prefix.isEmpty ? "." : prefix) == "/"
            if isTop { break }
            prefix += "../"
        }
        return defaultFile
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return "/" }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Where the user stands, as an absolute path.
    static var here: String { directory(of: defaultFile) }

    /// Absolute, symbolic links resolved; the folder that holds the file.
    static func directory(of file: String) -> String {
        let parent = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
        guard let resolved = realpath(parent, nil) else { return parent }
        defer { free(resolved) }
        // A name that is no text can be reached only by the way that the user came.
        return String(validatingCString: resolved) ?? parent
    }
}

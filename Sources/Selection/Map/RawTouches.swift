/// What the processes of one work unit were seen to do, path by path, relative to the project's root.
package struct RawTouches: Sendable, Hashable {
    package var read: Set<String> = []
    package var executed: Set<String> = []
    package var written: Set<String> = []
    package var absent: Set<String> = []
    package var folders: Set<String> = []
    /// Programs outside of the project: absolute, or names that are looked up.
    package var programs: Set<String> = []
    /// Installed packages outside of the project, and folders of them: absolute.
    package var packages: Set<String> = []
    package var packageFolders: Set<String> = []
    /// Opened, and listed, by git: no test depends on what git compares.
    package var compared: Set<String> = []
    package var comparedFolders: Set<String> = []
    /// Opened by somebody while the unit ran, and not by a process that notes what it does.
    package var unnoted: Set<String> = []
    /// Why there may have been more than was seen.
    package var gaps: Set<String> = []

    package init() {}

    /// Everything that is known to have been opened, by whom.
    package var opened: Set<String> { read.union(executed).union(written).union(compared) }

    /// Takes in what was noted: a letter and a path, with a zero byte behind each.
    package mutating func read(_ notes: [UInt8]) {
        for note in notes.split(separator: 0) {
            guard let kind = note.first else { continue }
            var path = String(decoding: note.dropFirst(), as: UTF8.self)
            if !Self.outside.contains(kind), path.hasPrefix("/") { path.removeFirst() }
            if path.isEmpty { path = "." }
            switch kind {
            case UInt8(ascii: "R"): read.insert(path)
            case UInt8(ascii: "X"): executed.insert(path)
            case UInt8(ascii: "W"): written.insert(path)
            case UInt8(ascii: "N"): absent.insert(path)
            case UInt8(ascii: "D"): folders.insert(path)
            case UInt8(ascii: "E"): programs.insert(path)
            case UInt8(ascii: "P"): packages.insert(path)
            case UInt8(ascii: "p"): packageFolders.insert(path)
            case UInt8(ascii: "G"): compared.insert(path)
            case UInt8(ascii: "g"): comparedFolders.insert(path)
            default: continue
            }
        }
    }

    /// Letters whose paths are not relative to the project.
    private static let outside = "EPp".utf8

    package mutating func unite(_ other: RawTouches) {
        read.formUnion(other.read)
        executed.formUnion(other.executed)
        written.formUnion(other.written)
        absent.formUnion(other.absent)
        folders.formUnion(other.folders)
        programs.formUnion(other.programs)
        packages.formUnion(other.packages)
        packageFolders.formUnion(other.packageFolders)
        compared.formUnion(other.compared)
        comparedFolders.formUnion(other.comparedFolders)
        unnoted.formUnion(other.unnoted)
        gaps.formUnion(other.gaps)
    }
}

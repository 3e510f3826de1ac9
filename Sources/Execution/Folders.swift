import Glibc

/// Folders that a step of a run may have removed under it.
enum Folders {
    /// Makes the folders above a path that are missing; false where one cannot be made.
    static func makeParents(of path: String) -> Bool {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return true }
        let parent = String(path[..<slash])
        if access(parent, F_OK) == 0 { return true }
        return makeParents(of: parent) && (mkdir(parent, 0o755) == 0 || errno == EEXIST)
    }
}

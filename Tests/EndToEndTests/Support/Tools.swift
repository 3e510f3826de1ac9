import Glibc

/// Where the tools are that tests run for real: installed by scripts/bootstrap test into .venv, or elsewhere in PATH.
enum Tools {
    static let folders: [String] = {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return [Folder.projectRoot + "/.venv/bin"] + path.split(separator: ":").map(String.init)
    }()

    static let path = folders.joined(separator: ":")

    static func has(_ names: String...) -> Bool { missing(names).isEmpty }

    /// The programs of a list that are not here.
    static func missing(_ names: [String]) -> [String] {
        names.filter { name in !folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
    }
}

import Glibc

/// What runs have left behind that were killed together with their guardians.
package enum Leftovers {
    /// Removes the folders of services whose run is gone, and ends the processes that still live in them.
    package static func sweep() { ServiceFolders.sweep() }

    /// Ends the processes that work in a folder of services, which nobody else's do: by their working directory, or by the
    /// folder that their environment names.
    static func kill(in folder: String) {
        // A process that is being forked can be missed by one look.
        var quiet = 0
        for _ in 0..<200 where quiet < 2 {
            let found = processes(in: folder)
            for process in found { Glibc.kill(process, SIGKILL) }
            quiet = found.isEmpty ? quiet + 1 : 0
            if !found.isEmpty { usleep(2000) }
        }
    }

    private static func processes(in folder: String) -> [Int32] {
        let own = getpid()
        let mark = Array("\(variable)=\(folder)/".utf8)
        return ServiceFolders.names(in: "/proc").compactMap { Int32($0) }.filter { process in
            guard process != own, process > 1 else { return false }
            let entries = LogFile.read("/proc/\(process)/environ", first: 1 << 20).split(separator: 0)
            if entries.contains(where: { $0.starts(with: mark) }) { return true }
            // PostgreSQL writes over its environment; a person's shell, which may stand in the folder, does not.
            guard let place = directory(of: process), place.hasPrefix(folder + "/") else { return false }
            return !entries.contains { $0.starts(with: Array("PATH=".utf8)) }
        }
    }

    /// Names the folder of a service in its environment.
    static let variable = "ASSAY_SERVICE_FOLDER"

    private static func directory(of process: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map {
                readlink("/proc/\(process)/cwd", $0.assumingMemoryBound(to: CChar.self), bytes.count)
            } ?? -1
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
}

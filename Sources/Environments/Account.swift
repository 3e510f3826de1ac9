import Glibc

/// A user of this machine that a service runs as.
struct Account: Sendable, Hashable {
    var user: UInt32
    var group: UInt32

    /// What makes a command run as this user.
    var prefix: [String] { ["setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"] }

    /// Whom a service runs as where this program may do everything, which servers refuse to do: the service's own user,
    /// or nobody; nil where this program is an ordinary one.
    static func unprivileged(_ name: String) -> Account? {
        guard geteuid() == 0 else { return nil }
        let text = String(decoding: LogFile.read("/etc/passwd", first: 1 << 20), as: UTF8.self)
        return named(name, in: text) ?? named("nobody", in: text) ?? Account(user: 65534, group: 65534)
    }

    /// An entry of `/etc/passwd`.
    static func named(_ name: String, in passwords: String) -> Account? {
        for line in passwords.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count >= 4, fields[0] == name, let user = UInt32(fields[2]), let group = UInt32(fields[3])
            else { continue }
            return Account(user: user, group: group)
        }
        return nil
    }
}

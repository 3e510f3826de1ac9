import Access
import Glibc
import Scanning
import Storage
import Synchronization

/// The people of a server, in a file that its owner alone may read.
final class AccountFile: Sendable {
    private let path: String
    private let accounts: Mutex<[String: Account]>

    init(_ path: String) throws(StorageError) {
        self.path = path
        accounts = Mutex(try Self.read(path))
    }

    /// A file that cannot be read is an error: taken for an empty one it would ask for a new administrator.
    private static func read(_ path: String) throws(StorageError) -> [String: Account] {
        guard access(path, F_OK) == 0 else { return [:] }
        let bytes: [UInt8]
        do throws(FileError) { bytes = try MappedFile(path: path).withBytes { Array($0) } } catch {
            throw StorageError(path: path, message: error.message)
        }
        guard let list = (try? JSON(parsing: bytes))?["accounts"]?.array else {
            throw StorageError(path: path, message: "is no list of accounts")
        }
        var accounts: [String: Account] = [:]
        for json in list {
            guard let account = Account(json) else {
                throw StorageError(path: path, message: "holds an account that cannot be read")
            }
            accounts[account.id] = account
        }
        return accounts
    }

    /// By name.
    var all: [Account] { accounts.withLock { Array($0.values) }.sorted { ($0.name, $0.id) < ($1.name, $1.id) } }

    var hasAdministrator: Bool { accounts.withLock { $0.values.contains { $0.isServerAdmin && !$0.isDisabled } } }

    subscript(id: String) -> Account? { accounts.withLock { $0[id] } }

    /// Writes what the closure makes of an account, nil to leave it as it is; false where it was left.
    func change(_ id: String, _ make: (Account?, [String: Account]) -> Account?) throws(StorageError) -> Bool {
        try accounts.withLock { accounts throws(StorageError) in
            guard let changed = make(accounts[id], accounts) else { return false }
            var all = accounts
            all[id] = changed
            let list = all.values.sorted { $0.id < $1.id }.map(\.json)
            let document: JSON = ["version": 1, "accounts": .array(list)]
            try SecretFile.write(document.serialized(.pretty) + [0x0A], to: path)
            accounts = all
            return true
        }
    }
}

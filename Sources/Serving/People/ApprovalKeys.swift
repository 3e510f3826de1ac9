import Access
import Glibc
import Scanning
import Signing
import Storage

/// The keys that people's approvals are signed with: one for each person, which the server keeps and nobody is shown.
///
/// What a signature is worth the project says: whose it is, in which role, for what, stands in `attestation_keys` of its
/// configuration, as for keys that people keep themselves.
package struct ApprovalKeys: Sendable {
    private let folder: String

    package init(folder: String) { self.folder = folder }

    /// nil where the person has none.
    func key(of account: Account) -> PrivateKey? {
        guard let file = try? MappedFile(path: path(account)) else { return nil }
        let text = file.withBytes { String(decoding: Array($0), as: UTF8.self) }
        return try? PrivateKey(pem: text)
    }

    /// The one that is there, else a new one.
    func makeKey(of account: Account) throws(StorageError) -> PrivateKey {
        if let known = key(of: account) { return known }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw StorageError(path: folder, message: String(cString: strerror(errno)).lowercased())
        }
        let key = PrivateKey()
        try SecretFile.write(Array(key.pem.utf8), to: path(account))
        return key
    }

    private func path(_ account: Account) -> String { "\(folder)/\(Secret.digest(of: account.id)).pem" }
}

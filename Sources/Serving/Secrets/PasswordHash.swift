internal import Crypto
internal import CryptoExtras

/// Passwords as they are kept: salted, by scrypt, with its costs beside them so that these can grow.
package struct PasswordHash: Sendable {
    private static let prefix = "scrypt"
    private static let bytes = 32

    /// The binary logarithm of scrypt's N.
    let logRounds: Int
    private let blockSize: Int
    let parallelism: Int

    /// 32 MB and some tenths of a second each; in a build for debugging, where it takes as many seconds, next to nothing.
    package static let usual: PasswordHash = {
        #if DEBUG
        return PasswordHash(logRounds: 10, parallelism: 1)
        #else
        return PasswordHash(logRounds: 15, parallelism: 3)
        #endif
    }()

    package init(logRounds: Int, parallelism: Int) {
        self.logRounds = logRounds
        blockSize = 8
        self.parallelism = parallelism
    }

    /// nil only where memory is short.
    func make(_ password: String) -> String? {
        let salt = Secret.make(bytes: 16)
        guard let key = derive(password, salt) else { return nil }
        return [Self.prefix, "\(logRounds)", "\(blockSize)", "\(parallelism)", salt, key].joined(separator: "$")
    }

    static func holds(_ password: String, _ kept: String) -> Bool {
        let parts = kept.split(separator: "$").map(String.init)
        guard parts.count == 6, parts[0] == prefix, let logRounds = Int(parts[1]), parts[2] == "8",
            let parallelism = Int(parts[3]), (10...20).contains(logRounds), (1...8).contains(parallelism)
        else { return false }
        let hash = PasswordHash(logRounds: logRounds, parallelism: parallelism)
        return hash.derive(password, parts[4]).map { Secret.isEqual($0, parts[5]) } ?? false
    }

    private func derive(_ password: String, _ salt: String) -> String? {
        guard let salt = Secret.bytes(salt) else { return nil }
        let key = try? KDF.Scrypt.deriveKey(
            from: Array(password.utf8),
            salt: salt,
            outputByteCount: Self.bytes,
            rounds: 1 << logRounds,
            blockSize: blockSize,
            parallelism: parallelism
        )
        return key.map { Secret.hexadecimal($0.withUnsafeBytes { Array($0) }) }
    }
}

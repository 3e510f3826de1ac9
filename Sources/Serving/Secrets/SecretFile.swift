import Glibc
import Storage

/// A file that its owner alone may read, from its first moment on.
enum SecretFile {
    static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        if access(path, F_OK) != 0 {
            let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            guard file >= 0 else {
                throw StorageError(path: path, message: String(cString: strerror(errno)).lowercased())
            }
            close(file)
        }
        try ReplacementFile.write(bytes, to: path)
        chmod(path, 0o600)
    }
}

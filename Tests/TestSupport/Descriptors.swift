import Glibc

/// What is open in the process of the tests, which programs that they start must not get.
///
/// A port that such a program holds too stays open after its server has closed it here.
package enum Descriptors {
    /// To be called before a program is started.
    package static func keep() {
        for descriptor in Int32(3)..<4_096 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }
}

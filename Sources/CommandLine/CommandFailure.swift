import Core

/// Ends a command with an exit code, and a message for people unless everything has been said already.
struct CommandFailure: Error {
    var code: Core.ExitCode
    var message: String?

    init(_ code: Core.ExitCode, _ message: String? = nil) {
        self.code = code
        self.message = message
    }
}

/// Starts the commands of steps; the real one is in Execution, an in-memory one serves tests.
package protocol ProcessRunner: Sendable {
    /// Starts a command and returns at once; output goes to the file that the command names.
    func start(_ command: ProcessCommand) async throws(LaunchError) -> any RunningProcess
}

/// A process that was started, with all its descendants.
package protocol RunningProcess: Sendable {
    var processID: Int32 { get }

    /// Returns when the process has ended, its output is on disk, and none of its descendants is left.
    /// Never waits for an end of file that a descendant holds back.
    func wait() async -> ProcessEnd

    /// Sends TERM to the group and KILL after the grace period; returns at once, and is harmless when repeated.
    func stop(grace: Duration)

    /// Sends KILL to the group and to all that escaped it; returns at once.
    func kill()
}

/// A command, its surroundings, and where its output goes.
package struct ProcessCommand: Sendable, Hashable {
    /// Argument vector; the first element is looked up in the `PATH` of `environment` unless it holds a slash.
    package var arguments: [String]
    /// The child's whole environment.
    package var environment: [String: String]
    /// Absolute path.
    package var directory: String
    /// Absolute path of the log that gets standard output and standard error in the order of writing.
    package var log: String
    /// What stands before the arguments where the command is started by another program.
    package var wrapper: [String] = []
    /// The tests that the command is to run, written down before it starts; nil where they are not known.
    package var testList: TestList?

    /// Tests in a file, one a line.
    package struct TestList: Sendable, Hashable {
        /// Absolute path.
        package var path: String
        package var tests: [String]
    }

    package init(arguments: [String], environment: [String: String], directory: String, log: String) {
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.log = log
    }
}

/// How a process ended, and what it cost.
package struct ProcessEnd: Sendable, Hashable {
    package enum Status: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
    }

    package var status: Status
    package var userSeconds: Double
    package var systemSeconds: Double
    /// Descendants that outlived the process and had to be killed.
    package var leaked: Int
    /// Set when output could not be kept: `no space left on device` and the like.
    package var outputError: String?
    /// Bytes that the log holds.
    package var outputBytes: Int
    /// The most memory that one process of it had at once, as the kernel counted it; nil where nobody did.
    package var peakMemoryBytes: Double?
    /// What is known of its surroundings.
    package var surroundings = EnvironmentExit()

    package init(
        status: Status,
        userSeconds: Double = 0,
        systemSeconds: Double = 0,
        leaked: Int = 0,
        outputError: String? = nil,
        outputBytes: Int = 0
    ) {
        self.status = status
        self.userSeconds = userSeconds
        self.systemSeconds = systemSeconds
        self.leaked = leaked
        self.outputError = outputError
        self.outputBytes = outputBytes
    }
}

/// Why a command could not be started; completes "step … could not run: …".
package struct LaunchError: Error, Sendable, Hashable {
    package var message: String
    /// Lines that show it: what was tried, and what a service has printed.
    package var details: [String]

    package init(_ message: String, details: [String] = []) {
        self.message = message
        self.details = details
    }
}
